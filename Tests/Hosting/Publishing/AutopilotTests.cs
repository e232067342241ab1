using System.Text.Json.Nodes;
using k8s.Models;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Tests.Publishing;

/// <summary>What GKE Autopilot takes as it stands: it silently raises what asks for less, and refuses a limit below the request.</summary>
public sealed class AutopilotTests : IAsyncLifetime
{
    private const decimal LeastCpu = 0.050m;
    private const decimal Mebi = 1024m * 1024m;
    private const decimal Gibi = 1024m * Mebi;

    private List<JsonNode> _resources = [];

    public async Task InitializeAsync() =>
        _resources =
        [
            .. from item in ApplicationTranslator.Translate(await PublishedAppHost.Model("--operation", "publish"), TranslationTarget.Publish(new Dictionary<string, string>()))
               where item.Kind is "Deployment" or "StatefulSet"
               from container in item.Body["spec"]!["template"]!["spec"]!["containers"]!.AsArray()
               select container!["resources"]!,
        ];

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void Every_container_asks_for_the_least_that_is_given_or_more()
    {
        Assert.Equal(4, _resources.Count);
        Assert.All(_resources, resources =>
        {
            Assert.True(Requested(resources, "cpu") >= LeastCpu);
            Assert.True(Requested(resources, "memory") >= 52 * Mebi);
        });
    }

    [Fact]
    public void Memory_is_one_to_six_and_a_half_GiB_for_each_CPU() =>
        Assert.All(_resources, resources => Assert.InRange(Requested(resources, "memory") / Gibi / Requested(resources, "cpu"), 1m, 6.5m));

    [Fact]
    public void Limits_are_no_less_than_what_is_asked_for() =>
        Assert.All(_resources, resources => Assert.True(Quantity(resources["limits"]!["memory"]) >= Requested(resources, "memory")));

    private static decimal Requested(JsonNode resources, string what) => Quantity(resources["requests"]![what]);

    private static decimal Quantity(JsonNode? text) => new ResourceQuantity(text!.GetValue<string>()).ToDecimal();
}
