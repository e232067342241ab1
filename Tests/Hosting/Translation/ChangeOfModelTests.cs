using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Workshop.Hosting.Tests.Models;
using Workshop.Hosting.Validation;

namespace Workshop.Hosting.Tests.Translation;

/// <summary>A copy of the AppHost's model with one thing changed: all that follows from it changes with it, and nothing else.</summary>
public class ChangeOfModelTests
{
    private readonly IReadOnlyList<string> _before = Lines(Workshop("hello", 8080, withFourth: false));

    [Fact]
    public void A_renamed_resource_is_renamed_everywhere()
    {
        var after = Lines(Workshop("greeter", 8080, withFourth: false));

        Assert.DoesNotContain(after, line => line.Contains("\"hello\"", StringComparison.Ordinal));
        Assert.Equal(_before.Select(line => line.Replace("workshop/hello", "IMAGE", StringComparison.Ordinal).Replace("hello", "greeter", StringComparison.Ordinal).Replace("HELLO", "GREETER", StringComparison.Ordinal)), after.Select(line => line.Replace("workshop/hello", "IMAGE", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_changed_port_reaches_the_container_its_settings_those_who_may_talk_to_it_and_nothing_else()
    {
        var after = Lines(Workshop("hello", 9090, withFourth: false));

        var changed = _before.Zip(after).Where(pair => pair.First != pair.Second).ToList();
        Assert.Equal(["NetworkPolicy hello", "NetworkPolicy gateway", "Deployment hello"], changed.Select(pair => KindAndName(pair.Second)));
        Assert.Equal(changed[^1].First.Replace("8080", "9090", StringComparison.Ordinal), changed[^1].Second);
    }

    [Fact]
    public void A_fourth_service_adds_its_own_objects()
    {
        var after = Lines(Workshop("hello", 8080, withFourth: true));

        Assert.Equal(_before, after.Where(line => _before.Contains(line)));
        Assert.Equal(
            ["ServiceAccount clock", "Service clock", "NetworkPolicy clock", "PodDisruptionBudget clock", "Deployment clock"],
            after.Except(_before).Select(KindAndName));
    }

    private static string KindAndName(string line)
    {
        var item = JsonNode.Parse(line)!;
        return $"{item["kind"]} {item["metadata"]!["name"]}";
    }

    private static TestModel Workshop(string name, int port, bool withFourth)
    {
        var model = new TestModel();
        var redis = model.Builder.AddRedis("redis");
        var auth = model.Add("auth").WithHttpEndpoint(targetPort: 8080).WithReference(redis).WaitFor(redis);
        var hello = model.Add(name).WithReplicas(3).WithHttpEndpoint(targetPort: port);
        hello.WithEnvironment("Workshop__Http", $"0.0.0.0:{hello.GetEndpoint("http").Property(EndpointProperty.TargetPort)}");
        model.Add("gateway").WithHttpEndpoint().WithExternalHttpEndpoints().WithReference(auth).WithReference(hello).WaitFor(auth).WaitFor(hello);
        return withFourth ? WithFourth(model) : model;
    }

    private static TestModel WithFourth(TestModel model)
    {
        model.Add("clock").WithHttpEndpoint();
        return model;
    }

    private static List<string> Lines(TestModel model)
    {
        var read = model.Read();
        Assert.Empty(ModelValidator.Check(read, images: null));
        return [.. TestModel.Translate(read).Select(item => item.Body.ToJsonString())];
    }
}
