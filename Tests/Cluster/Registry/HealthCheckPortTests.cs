using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Registry;

public sealed class HealthCheckPortTests : IDisposable
{
    private readonly TestRegistry _registry = new();

    [Fact]
    public void A_LoadBalancer_that_keeps_clients_addresses_gets_a_port_for_health_checks_and_keeps_it()
    {
        var given = Port(Create("a", "Local"));
        var renewed = _registry.Objects.Update(KindTable.Service, TestRegistry.Key("a"), Body("a", "Local"), WriteOptions.Loop).ToJson();

        Assert.InRange(given, 30_000, 32_767);
        Assert.Equal(given, Port(renewed));
        Assert.DoesNotContain(given, renewed["spec"]!["ports"]!.AsArray().Select(port => port!["nodePort"]!.GetValue<long>()));
    }

    [Fact]
    public void It_can_be_asked_for_and_is_then_nobody_elses()
    {
        Assert.Equal(30_555, Port(Create("a", "Local", 30_555)));

        Assert.Equal(
            "Service \"b\" is invalid: spec.healthCheckNodePort: Invalid value: 30555: failed to allocate requested HealthCheck NodePort 30555: provided port is already allocated",
            Assert.Throws<StatusException>(() => Create("b", "Local", 30_555)).Message);
        Assert.Equal(
            "Service \"c\" is invalid: spec.ports[0].nodePort: Invalid value: 30555: provided port is already allocated",
            Assert.Throws<StatusException>(() => _registry.Create(KindTable.Service, """{"metadata":{"name":"c"},"spec":{"type":"NodePort","ports":[{"port":80,"nodePort":30555}]}}""")).Message);
    }

    [Fact]
    public void It_cannot_be_changed() => Assert.Equal(
        "Service \"a\" is invalid: spec.healthCheckNodePort: Invalid value: 30556: cannot change healthCheckNodePort on loadBalancer service with externalTraffic=Local during update",
        Assert.Throws<StatusException>(() =>
        {
            Create("a", "Local", 30_555);
            _registry.Patch(KindTable.Service, "a", PatchType.Merge, """{"spec":{"healthCheckNodePort":30556}}""");
        }).Message);

    [Fact]
    public void It_goes_with_the_policy_that_needs_it()
    {
        Create("a", "Local");

        var changed = _registry.Patch(KindTable.Service, "a", PatchType.Merge, """{"spec":{"externalTrafficPolicy":"Cluster"}}""");

        Assert.Null(changed["spec"]!["healthCheckNodePort"]);
    }

    [Fact]
    public void Who_needs_none_cannot_have_one() => Assert.Equal(
        "Service \"a\" is invalid: spec.healthCheckNodePort: Invalid value: 30555: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
        Assert.Throws<StatusException>(() => Create("a", "Cluster", 30_555)).Message);

    public void Dispose() => _registry.Dispose();

    private static long Port(JsonObject service) => service["spec"]!["healthCheckNodePort"]!.GetValue<long>();

    private JsonObject Create(string name, string policy, int port = 0) => _registry.Objects.Create(KindTable.Service, "default", Body(name, policy, port), TestRegistry.Strict).ToJson();

    private static JsonObject Body(string name, string policy, int port = 0) => TestRegistry.Json(
        $$$"""{"metadata":{"name":"{{{name}}}"},"spec":{"type":"LoadBalancer","externalTrafficPolicy":"{{{policy}}}","healthCheckNodePort":{{{port}}},"ports":[{"port":80}]} }""");
}
