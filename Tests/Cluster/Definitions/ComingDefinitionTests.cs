using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Loops.Definitions;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Start;
using Workshop.Cluster.Tests.Registry;

namespace Workshop.Cluster.Tests.Definitions;

/// <summary>The kinds that come with the cluster: what the overlays use, and strict.</summary>
public sealed class ComingDefinitionTests : IDisposable
{
    private readonly TestRegistry _registry = new();

    public ComingDefinitionTests() => Bootstrap();

    public void Dispose() => _registry.Dispose();

    [Theory]
    [InlineData("gateway.networking.k8s.io/v1", "GatewayClass")]
    [InlineData("gateway.networking.k8s.io/v1", "Gateway")]
    [InlineData("gateway.networking.k8s.io/v1", "HTTPRoute")]
    [InlineData("networking.gke.io/v1", "HealthCheckPolicy")]
    [InlineData("networking.gke.io/v1", "GCPBackendPolicy")]
    [InlineData("networking.gke.io/v1", "GCPGatewayPolicy")]
    [InlineData("networking.gke.io/v1", "ManagedCertificate")]
    [InlineData("networking.gke.io/v1beta1", "FrontendConfig")]
    [InlineData("cloud.google.com/v1", "BackendConfig")]
    [InlineData("monitoring.googleapis.com/v1", "PodMonitoring")]
    public void The_kind_is_served_from_the_start(string apiVersion, string kind) => Assert.NotNull(_registry.Objects.Kinds.Current.FindByKind(apiVersion, kind));

    [Fact]
    public void GKE_s_GatewayClasses_are_there() => Assert.Equal(
        ["gke-l7-global-external-managed", "gke-l7-gxlb", "gke-l7-regional-external-managed", "gke-l7-rilb"],
        _registry.Objects.List(Kind("GatewayClass"), null).Items.Select(item => item.Key.Name));

    [Theory]
    [InlineData("HTTPRoute", """{"rules":[{"backendRefs":[{"name":"a","port":80,"wieght":1}]}]}""", "unknown field \"spec.rules[0].backendRefs[0].wieght\"")]
    [InlineData("HTTPRoute", """{"rules":[{"matches":[{"path":{"type":"Prefix"}}]}]}""", "spec.rules[0].matches[0].path.type: Unsupported value: \"Prefix\"")]
    [InlineData("HTTPRoute", """{"hostnames":["Example.com"]}""", "spec.hostnames[0]: Invalid value: \"Example.com\": spec.hostnames[0] in body should match")]
    [InlineData("Gateway", """{"gatewayClassName":"a","listeners":[]}""", "spec.listeners: Invalid value: 0: spec.listeners in body should have at least 1 items")]
    [InlineData("Gateway", """{"gatewayClassName":"a","listeners":[{"name":"http","port":"80","protocol":"HTTP"}]}""", "spec.listeners[0].port: Invalid value: \"string\"")]
    [InlineData("Gateway", """{"listeners":[{"name":"http","port":80,"protocol":"HTTP"}]}""", "spec.gatewayClassName: Required value")]
    [InlineData("HealthCheckPolicy", """{"default":{"config":{"type":"HTTP","httpHealthCheck":{"portSpecification":"FIXED"}}},"targetRef":{"group":"","kind":"Service","name":"a"}}""", "portSpecification: Unsupported value: \"FIXED\"")]
    [InlineData("GCPBackendPolicy", """{"default":{"timeoutSec":0},"targetRef":{"group":"","kind":"Service","name":"a"}}""", "spec.default.timeoutSec: Invalid value: 0")]
    [InlineData("GCPGatewayPolicy", """{"default":{"sslPolicy":"a"}}""", "spec.targetRef: Required value")]
    [InlineData("ManagedCertificate", """{"domain":["a.example.com"]}""", "unknown field \"spec.domain\"")]
    [InlineData("FrontendConfig", """{"redirectToHttps":{"enabled":true,"responseCodeName":"MOVED"}}""", "responseCodeName: Unsupported value: \"MOVED\"")]
    [InlineData("BackendConfig", """{"healthCheck":{"requestPath":"readiness"}}""", "spec.healthCheck.requestPath: Invalid value: \"readiness\"")]
    [InlineData("PodMonitoring", """{"selector":{},"endpoints":[{"interval":"30s"}]}""", "spec.endpoints[0].port: Required value")]
    public void A_mistake_is_refused(string kind, string spec, string why)
    {
        var refused = Assert.Throws<StatusException>(() => _registry.Create(Kind(kind), $$"""{"metadata":{"name":"a"},"spec":{{spec}} }"""));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_are_those_of_the_Gateway_API()
    {
        var route = _registry.Create(Kind("HTTPRoute"), """{"metadata":{"name":"a"},"spec":{"parentRefs":[{"name":"g"}],"rules":[{"backendRefs":[{"name":"b","port":80}]}]} }""");
        Assert.Equal(
            """{"parentRefs":[{"name":"g","group":"gateway.networking.k8s.io","kind":"Gateway"}],"rules":[{"backendRefs":[{"name":"b","port":80,"group":"","kind":"Service","weight":1}],"matches":[{"path":{"type":"PathPrefix","value":"/"}}]}]}""",
            route["spec"]!.ToJsonString());
        var gateway = _registry.Create(Kind("Gateway"), """{"metadata":{"name":"a"},"spec":{"gatewayClassName":"c","listeners":[{"name":"http","port":80,"protocol":"HTTP"}]} }""");
        Assert.Equal(["Accepted", "Programmed"], gateway["status"]!["conditions"]!.AsArray().Select(condition => (string)condition!["type"]!));
    }

    [Fact]
    public void A_second_start_writes_nothing()
    {
        var version = _registry.Objects.ResourceVersion;
        Bootstrap();
        Assert.Equal(version, _registry.Objects.ResourceVersion);
    }

    [Theory]
    [InlineData("""{"metadata":{"annotations":{"workshop.dev/edition":"older"}},"spec":{"versions":null}}""", true)]
    [InlineData("""{"metadata":{"annotations":{"workshop.dev/edition":"older"},"labels":{"addonmanager.kubernetes.io/mode":null}}}""", false)]
    public void An_older_edition_is_replaced_unless_it_is_the_user_s_own(string patch, bool isReplaced)
    {
        var body = JsonNode.Parse(patch)!.AsObject();
        body.Remove("spec");
        body["spec"] = new JsonObject { ["names"] = new JsonObject { ["shortNames"] = new JsonArray("mine") } };
        _registry.Patch(KindTable.CustomResourceDefinition, "gateways.gateway.networking.k8s.io", PatchType.Merge, body.ToJsonString());

        Bootstrap();

        var stored = _registry.Objects.Get(KindTable.CustomResourceDefinition, ObjectKey.Cluster("gateways.gateway.networking.k8s.io")).ToJson();
        Assert.Equal(isReplaced ? "gtw" : "mine", (string)stored["spec"]!["names"]!["shortNames"]![0]!);
    }

    private ResourceKind Kind(string name) => _registry.Objects.Kinds.Current.All.Single(kind => kind.Kind == name);

    private void Bootstrap() => new DefinitionBootstrap(_registry.Objects, new DefinitionReconciler(_registry.Objects, _registry.Time)).Run();
}
