using System.Text.Json.Nodes;
using Workshop.Hosting.Dashboard;

namespace Workshop.Hosting.Tests.Dashboard;

public class DashboardObjectsTests
{
    private static readonly DashboardAccess Access = DashboardAccess.Make("127.0.0.1", DashboardPorts.Usual, browserToken: "browser-token", readOnlyToken: null);

    private static readonly IReadOnlyList<JsonObject> Objects = DashboardObjects.Of("127.0.0.1", Access, "kind: Config\n");

    [Fact]
    public void It_lives_in_a_namespace_of_the_engines_own() =>
        Assert.All(Objects, body => Assert.Equal("workshop-system", body["metadata"]!["namespace"]!.GetValue<string>()));

    [Fact]
    public void Tokens_and_kubeconfig_stand_in_its_Secret_and_nowhere_else()
    {
        var elsewhere = string.Concat(Objects.Where(body => body["kind"]!.GetValue<string>() != "Secret").Select(body => body.ToJsonString()));

        Assert.Contains("secretKeyRef", elsewhere);
        Assert.All([Access.BrowserToken, Access.ReadOnlyToken, Access.OtlpKey, "kind: Config"], secret => Assert.DoesNotContain(secret, elsewhere));
    }

    [Fact]
    public void Its_Service_is_reached_on_this_machine_alone_under_the_chosen_ports()
    {
        var spec = Objects.Single(body => body["kind"]!.GetValue<string>() == "Service")["spec"]!;

        Assert.Equal("127.0.0.1", spec["loadBalancerIP"]!.GetValue<string>());
        Assert.Equal([18888, 18889, 18890], spec["ports"]!.AsArray().Select(port => port!["port"]!.GetValue<int>()));
    }
}
