using System.Text.Json.Nodes;
using k8s.Models;
using Workshop.Cluster.Loops.Definitions;
using Workshop.Cluster.Loops.Routing;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Start;
using Workshop.Cluster.Tests.Registry;

namespace Workshop.Cluster.Tests.Loops;

public sealed class GatewayTests : IDisposable
{
    private readonly LoopWorld _world = new();
    private readonly GatewayKinds _kinds;
    private readonly GatewayReconciler _loop;

    public GatewayTests()
    {
        new DefinitionBootstrap(_world.Objects, new DefinitionReconciler(_world.Objects, _world.Time)).Run();
        _kinds = new GatewayKinds(_world.Objects.Kinds);
        _loop = new GatewayReconciler(_world.Objects, _world.Client, _world.Time);
        Create(_kinds.Class!, "", """{"metadata":{"name":"workshop"},"spec":{"controllerName":"workshop.dev/gateway"}}""");
        Create(_kinds.Gateway!, "default", """{"metadata":{"name":"front"},"spec":{"gatewayClassName":"workshop","listeners":[{"name":"web","protocol":"HTTP","port":80}]}}""");
        _world.Create<V1Service>("""{"metadata":{"name":"hello"},"spec":{"ports":[{"port":80}]}}""");
        _world.Create<V1Service>("""{"metadata":{"name":"canary"},"spec":{"ports":[{"port":80}]}}""");
    }

    [Fact]
    public void A_route_is_written_with_its_hosts_headers_and_weights_and_told_so()
    {
        Route("""
            "hostnames":["a.example.com"],"rules":[{"matches":[{"path":{"type":"PathPrefix","value":"/"},"headers":[{"name":"x-canary","value":"true"}]}],
            "backendRefs":[{"name":"hello","port":80,"weight":9},{"name":"canary","port":80,"weight":1}]}]
            """);

        _world.Pass(_loop, "front");

        var file = Routes();
        var route = file["Routes"]!["default.r.0"]!;
        Assert.Equal("""{"Path":"/{**rest}","Hosts":["a.example.com"],"Headers":[{"Name":"x-canary","Values":["true"],"Mode":"ExactHeader","IsCaseSensitive":true}]}""", route["Match"]!.ToJsonString());
        Assert.Equal([9, 1], file["Clusters"]!["default.r.0"]!["Destinations"]!.AsObject().Select(pair => pair.Value!["Weight"]!.GetValue<int>()));
        Assert.Equal(["Accepted True Accepted", "ResolvedRefs True ResolvedRefs"], RouteConditions());
        Assert.Equal("1", Status(_kinds.Gateway!, "default", "front")["listeners"]![0]!["attachedRoutes"]!.ToString());
        Assert.Equal("True", Status(_kinds.Class!, "", "workshop")["conditions"]![0]!["status"]!.ToString());
        Assert.Empty(_world.Pass(_loop, "front"));
    }

    [Theory]
    [InlineData("""{"matches":[{"path":{"type":"RegularExpression","value":"/a.*"}}],"backendRefs":[{"name":"hello","port":80}]}""", "Accepted False UnsupportedValue|ResolvedRefs True ResolvedRefs")]
    [InlineData("""{"filters":[{"type":"RequestRedirect","requestRedirect":{"scheme":"https"}}]}""", "Accepted False UnsupportedValue|ResolvedRefs True ResolvedRefs")]
    [InlineData("""{"backendRefs":[{"name":"nosuch","port":80}]}""", "Accepted True Accepted|ResolvedRefs False BackendNotFound")]
    public void What_cannot_be_followed_is_said(string rule, string conditions)
    {
        Route($"\"rules\":[{rule}]");

        _world.Pass(_loop, "front");

        Assert.Equal(conditions.Split('|'), RouteConditions());
        Assert.Empty(Routes()["Routes"]!.AsObject());
    }

    [Fact]
    public void A_Gateway_is_programmed_when_somebody_follows_its_routes()
    {
        _world.Pass(_loop, "front");
        Assert.Contains("Programmed False AddressNotAssigned", Conditions(Status(_kinds.Gateway!, "default", "front")["conditions"]!.AsArray()));
        _world.Create<V1Pod>("""{"metadata":{"name":"g","labels":{"app":"g"}},"spec":{"containers":[{"name":"c","image":"i"}],"volumes":[{"name":"r","configMap":{"name":"front-routes"}}]}}""");
        _world.Create<V1Service>("""{"metadata":{"name":"g"},"spec":{"selector":{"app":"g"},"ports":[{"port":80}]}}""");

        _world.Pass(_loop, "front");

        Assert.Contains("Programmed True Programmed", Conditions(Status(_kinds.Gateway!, "default", "front")["conditions"]!.AsArray()));
        Assert.Equal(_world.Get<V1Service>("g").Spec.ClusterIP, Status(_kinds.Gateway!, "default", "front")["addresses"]![0]!["value"]!.ToString());
    }

    [Fact]
    public void Another_controllers_Gateway_is_left_to_it()
    {
        Create(_kinds.Class!, "", """{"metadata":{"name":"theirs"},"spec":{"controllerName":"example.com/x"}}""");
        Create(_kinds.Gateway!, "default", """{"metadata":{"name":"other"},"spec":{"gatewayClassName":"theirs","listeners":[{"name":"web","protocol":"HTTP","port":80}]}}""");
        _world.Pass(_loop, "front");

        Assert.Empty(_world.Pass(_loop, "other"));
    }

    public void Dispose() => _world.Dispose();

    private void Route(string spec) => Create(_kinds.HttpRoute!, "default", "{\"metadata\":{\"name\":\"r\"},\"spec\":{\"parentRefs\":[{\"name\":\"front\"}]," + spec + "}}");

    private void Create(Kinds.ResourceKind kind, string ns, string body)
    {
        var json = TestRegistry.Json(body);
        (json["apiVersion"], json["kind"]) = (kind.ApiVersion, kind.Kind);
        _world.Objects.Create(kind, ns, json, WriteOptions.Loop);
    }

    private JsonObject Routes() => JsonNode.Parse(_world.Get<V1ConfigMap>("front-routes").Data[RouteConfigMap.Key])!["ReverseProxy"]!.AsObject();

    private JsonObject Status(Kinds.ResourceKind kind, string ns, string name) => _world.Objects.Get(kind, new ObjectKey(ns, name)).ToJson()["status"]!.AsObject();

    private IEnumerable<string> RouteConditions() => Conditions(Status(_kinds.HttpRoute!, "default", "r")["parents"]![0]!["conditions"]!.AsArray());

    private static IEnumerable<string> Conditions(JsonArray conditions) => conditions.Select(condition => $"{condition!["type"]} {condition["status"]} {condition["reason"]}");
}
