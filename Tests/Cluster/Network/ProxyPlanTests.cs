using System.Net;
using k8s.Models;
using Workshop.Cluster.Network;

namespace Workshop.Cluster.Tests.Network;

public sealed class ProxyPlanTests
{
    private static readonly LoopbackRange Range = new(40);

    [Fact]
    public void A_Service_is_reached_at_its_cluster_node_and_external_addresses()
    {
        var service = Service("hello", "LoadBalancer", external: "127.40.192.2", nodePort: 31000);

        var ports = ProxyPlan.For([service], Enumerable.Empty<V1EndpointSlice>().ToLookup(_ => ""), [new("node-1", IPAddress.Parse("127.40.0.10")), new("node-2", IPAddress.Parse("127.40.0.11"))]);

        Assert.Equal(["127.40.128.3:80", "127.40.192.2:80", "127.40.0.10:31000", "127.40.0.11:31000"], ports.Select(port => port.Address.ToString()));
    }

    [Fact]
    public void With_the_policy_Local_a_node_answers_by_its_own_pods()
    {
        var service = Service("hello", "NodePort", nodePort: 31000);
        service.Spec.ExternalTrafficPolicy = "Local";
        var slice = new V1EndpointSlice
        {
            Metadata = new V1ObjectMeta { Name = "hello", NamespaceProperty = "default", Labels = new Dictionary<string, string> { [ServiceEndpoints.ServiceNameLabel] = "hello" } },
            AddressType = "IPv4",
            Ports = [new Discoveryv1EndpointPort { Port = 8080 }],
            Endpoints = [new V1Endpoint { Addresses = ["127.40.1.7"], NodeName = "node-1" }],
        };

        var ports = ProxyPlan.For([service], ServiceEndpoints.ByService([slice]), [new("node-1", IPAddress.Parse("127.40.0.10")), new("node-2", IPAddress.Parse("127.40.0.11"))]);

        Assert.Equal(["127.40.128.3:80 1", "127.40.0.10:31000 1", "127.40.0.11:31000 0"], ports.Select(port => $"{port.Address} {port.Endpoints.Length}"));
    }

    [Fact]
    public void A_headless_Service_has_no_address()
    {
        var service = Service("hello", "ClusterIP");
        service.Spec.ClusterIP = "None";

        Assert.Empty(ProxyPlan.For([service], Enumerable.Empty<V1EndpointSlice>().ToLookup(_ => ""), []));
    }

    [Fact]
    public void External_addresses_are_given_once_and_kept()
    {
        var changes = LoadBalancerPlan.For([Service("a", "LoadBalancer", external: "127.40.192.2"), Service("b", "LoadBalancer"), Service("c", "LoadBalancer"), Service("d", "ClusterIP")], Range);

        Assert.Equal([("b", "127.40.192.3"), ("c", "127.40.192.4")], changes.Select(change => (change.Service.Metadata.Name, change.Address)));
    }

    [Theory]
    [InlineData("127.40.200.7", "127.40.200.7")]
    [InlineData("10.0.0.1", "127.40.192.2")]
    public void An_address_that_is_asked_for_is_given_if_it_is_one_of_this_cluster(string asked, string expected)
    {
        var service = Service("a", "LoadBalancer");
        service.Spec.LoadBalancerIP = asked;

        Assert.Equal([expected], LoadBalancerPlan.For([service], Range).Select(change => change.Address));
    }

    [Fact]
    public void An_address_of_another_range_is_replaced_and_one_of_no_balancer_taken_away()
    {
        var changes = LoadBalancerPlan.For([Service("a", "LoadBalancer", external: "127.41.192.2"), Service("b", "ClusterIP", external: "127.40.192.9")], Range);

        Assert.Equal([("a", "127.40.192.2"), ("b", null)], changes.Select(change => (change.Service.Metadata.Name, change.Address)));
    }

    private static V1Service Service(string name, string type, string? external = null, int? nodePort = null) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = "default" },
        Spec = new V1ServiceSpec { Type = type, ClusterIP = "127.40.128.3", Ports = [new V1ServicePort { Port = 80, NodePort = nodePort }] },
        Status = new V1ServiceStatus { LoadBalancer = new V1LoadBalancerStatus { Ingress = external is null ? null : [new V1LoadBalancerIngress { Ip = external }] } },
    };
}
