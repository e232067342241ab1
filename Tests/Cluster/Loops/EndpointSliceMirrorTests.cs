using k8s.Models;
using Workshop.Cluster.Loops.Services;

namespace Workshop.Cluster.Tests.Loops;

public sealed class EndpointSliceMirrorTests : IDisposable
{
    private readonly LoopWorld _world = new();
    private readonly EndpointSliceMirror _mirror;

    public EndpointSliceMirrorTests() => _mirror = new EndpointSliceMirror(_world.Client);

    [Fact]
    public void Endpoints_of_a_Service_without_a_selector_are_mirrored_into_a_slice()
    {
        Make("null");

        Assert.Equal(["create endpointslices.discovery.k8s.io outside-*"], _world.Pass(_mirror, "outside"));
        var slice = _world.All<V1EndpointSlice>().Single();
        Assert.Equal((MirroredSlices.ManagedBy, "outside"), (slice.Metadata.Labels["endpointslice.kubernetes.io/managed-by"], slice.Metadata.Labels["kubernetes.io/service-name"]));
        Assert.Equal(("Endpoints", "outside"), (slice.Metadata.OwnerReferences.Single().Kind, slice.Metadata.OwnerReferences.Single().Name));
        Assert.Equal(["127.0.0.1 True", "127.0.0.2 False"], slice.Endpoints.Select(endpoint => $"{endpoint.Addresses.Single()} {endpoint.Conditions.Ready}"));
        Assert.Equal(8080, slice.Ports.Single().Port);
        Assert.Empty(_world.Pass(_mirror, "outside"));
    }

    [Fact]
    public void A_change_is_followed_in_the_same_slice()
    {
        Make("null");
        _world.Pass(_mirror, "outside");
        _world.Change(_world.Get<V1Endpoints>("outside"), copy => copy.Subsets[0].Addresses[0].Ip = "127.0.0.9");

        Assert.Equal(["update endpointslices.discovery.k8s.io outside-*"], _world.Pass(_mirror, "outside"));
        Assert.Equal("127.0.0.9", _world.All<V1EndpointSlice>().Single().Endpoints[0].Addresses.Single());
    }

    [Fact]
    public void When_a_selector_comes_the_mirror_goes()
    {
        Make("null");
        _world.Pass(_mirror, "outside");
        _world.Change(_world.Get<V1Service>("outside"), copy => copy.Spec.Selector = new Dictionary<string, string> { ["app"] = "inside" });

        Assert.Equal(["delete endpointslices.discovery.k8s.io outside-*"], _world.Pass(_mirror, "outside"));
    }

    [Fact]
    public void Endpoints_that_ask_for_it_are_not_mirrored()
    {
        Make("""{"endpointslice.kubernetes.io/skip-mirror": "true"}""");

        Assert.Empty(_world.Pass(_mirror, "outside"));
    }

    public void Dispose() => _world.Dispose();

    private void Make(string labels)
    {
        _world.Create<V1Service>("""{"metadata": {"name": "outside"}, "spec": {"ports": [{"port": 80, "targetPort": 8080}]}}""");
        _world.Create<V1Endpoints>(
            $$$"""
            {"metadata": {"name": "outside", "labels": {{{labels}}} },
             "subsets": [{"addresses": [{"ip": "127.0.0.1"}], "notReadyAddresses": [{"ip": "127.0.0.2"}], "ports": [{"port": 8080}]}]}
            """);
    }
}
