using System.Text.Json.Nodes;
using k8s.Models;
using Workshop.Cluster.Loops.Routing;

namespace Workshop.Cluster.Tests.Loops;

public sealed class IngressTests : IDisposable
{
    private readonly LoopWorld _world = new();
    private readonly IngressReconciler _loop;

    public IngressTests()
    {
        _loop = new IngressReconciler(_world.Client, _world.Events);
        _world.Create<V1IngressClass>(
            """{"metadata":{"name":"workshop"},"spec":{"controller":"workshop.dev/gateway","parameters":{"kind":"ConfigMap","name":"routes","namespace":"default","scope":"Namespace"}}}""");
        _world.Create<V1Service>("""{"metadata":{"name":"hello"},"spec":{"ports":[{"name":"http","port":80}]}}""");
    }

    [Fact]
    public void Rules_of_a_class_are_written_where_its_gateway_looks()
    {
        Ingress("front", """{"host":"a.example.com","http":{"paths":[{"path":"/x","pathType":"Exact","backend":{"service":{"name":"hello","port":{"name":"http"}}}}]}}""");

        Assert.Equal(["create configmaps routes"], _world.Pass(_loop, "workshop", ""));
        Assert.Equal(["default.front.0"], Routes());
        Assert.Empty(_world.Pass(_loop, "workshop", ""));
    }

    [Fact]
    public void An_Ingress_of_another_class_and_a_backend_that_is_not_there_are_left_out()
    {
        Ingress("front", """{"http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"nosuch","port":{"number":80}}}}]}}""");
        Ingress("other", """{"http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"hello","port":{"number":80}}}}]}}""", "nginx");

        _world.Pass(_loop, "workshop", "");

        Assert.Empty(Routes());
    }

    [Fact]
    public void It_tells_where_the_gateways_pods_are_reached()
    {
        Ingress("front", """{"http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"hello","port":{"number":80}}}}]}}""");
        _world.Create<V1Pod>("""{"metadata":{"name":"g","labels":{"app":"g"}},"spec":{"containers":[{"name":"c","image":"i"}],"volumes":[{"name":"r","configMap":{"name":"routes"}}]}}""");
        var service = _world.Create<V1Service>("""{"metadata":{"name":"g"},"spec":{"type":"LoadBalancer","selector":{"app":"g"},"ports":[{"port":80}]}}""");
        _world.ChangeStatus(service, copy => copy.Status = new V1ServiceStatus { LoadBalancer = new V1LoadBalancerStatus { Ingress = [new V1LoadBalancerIngress { Ip = "127.40.192.2" }] } });

        _world.Pass(_loop, "workshop", "");

        Assert.Equal("127.40.192.2", _world.Get<V1Ingress>("front").Status.LoadBalancer.Ingress.Single().Ip);
    }

    [Fact]
    public void Somebody_elses_ConfigMap_is_not_written_over()
    {
        _world.Create<V1ConfigMap>("""{"metadata":{"name":"routes"},"data":{"mine":"1"}}""");

        Assert.Empty(_world.Pass(_loop, "workshop", ""));
        Assert.Contains("RoutesNotWritten", _world.Events.All.Single(), StringComparison.Ordinal);
    }

    public void Dispose() => _world.Dispose();

    private void Ingress(string name, string rule, string type = "workshop") =>
        _world.Create<V1Ingress>($$$"""{"metadata":{"name":"{{{name}}}"},"spec":{"ingressClassName":"{{{type}}}","rules":[{{{rule}}}]} }""");

    private IEnumerable<string> Routes() => JsonNode.Parse(_world.Get<V1ConfigMap>("routes").Data[RouteConfigMap.Key])!["ReverseProxy"]!["Routes"]!.AsObject().Select(route => route.Key);
}
