using k8s.Models;
using Workshop.Cluster.Loops.Services;

namespace Workshop.Cluster.Tests.Loops;

public sealed class EndpointsTests : IDisposable
{
    private readonly LoopWorld _world = new();
    private readonly EndpointSliceReconciler _slices;
    private readonly EndpointsReconciler _endpoints;

    public EndpointsTests()
    {
        _slices = new EndpointSliceReconciler(_world.Client, _world.Time);
        _endpoints = new EndpointsReconciler(_world.Client, _world.Time);
    }

    [Fact]
    public void A_Service_without_pods_has_one_empty_slice_and_empty_Endpoints()
    {
        Service("web");

        Assert.Equal(["create endpointslices.discovery.k8s.io web-*"], _world.Pass(_slices, "web"));
        Assert.Equal(["create endpoints web"], _world.Pass(_endpoints, "web"));
        Assert.Null(Slice().Endpoints);
        Assert.Null(Slice().Ports);
        Assert.Null(_world.Get<V1Endpoints>("web").Subsets);
        Assert.Empty(_world.Pass(_slices, "web"));
        Assert.Empty(_world.Pass(_endpoints, "web"));
    }

    [Fact]
    public void The_empty_slice_is_filled_when_pods_come_and_emptied_when_they_go()
    {
        Service("web");
        _world.Pass(_slices, "web");
        var pod = Pod("a", "127.40.1.1");

        Assert.Equal(["update endpointslices.discovery.k8s.io web-*"], _world.Pass(_slices, "web"));
        Assert.Equal("127.40.1.1", Slice().Endpoints.Single().Addresses.Single());
        _world.Client.Delete<V1Pod>("default", pod.Metadata.Name);
        Assert.Equal(["update endpointslices.discovery.k8s.io web-*"], _world.Pass(_slices, "web"));
        Assert.Null(Slice().Endpoints);
    }

    [Fact]
    public void A_slice_says_whose_it_is_and_by_whom_it_is_kept()
    {
        Service("web", clusterIP: "None");
        _world.Pass(_slices, "web");

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["endpointslice.kubernetes.io/managed-by"] = "endpointslice-controller.k8s.io",
                ["kubernetes.io/service-name"] = "web",
                ["service.kubernetes.io/headless"] = "",
            },
            Slice().Metadata.Labels);
        Assert.Equal(("Service", "web", true), (Slice().Metadata.OwnerReferences[0].Kind, Slice().Metadata.OwnerReferences[0].Name, Slice().Metadata.OwnerReferences[0].Controller));
        Assert.Equal("IPv4", Slice().AddressType);
    }

    [Theory]
    [InlineData(true, false, false, true, true, false)]     // ready
    [InlineData(false, false, false, false, false, false)]  // not ready
    [InlineData(true, true, false, false, true, true)]      // on its way out: serves what it has begun, gets nothing new
    [InlineData(false, false, true, true, false, false)]    // publishNotReadyAddresses forces 'ready' only
    public void Conditions_follow_the_pod(bool isReady, bool isTerminating, bool publishNotReady, bool ready, bool serving, bool terminating)
    {
        Service("web", publishNotReady: publishNotReady);
        var pod = Pod("a", "127.40.1.1", isReady, node: "node-1");
        if (isTerminating)
        {
            _world.Client.Delete<V1Pod>("default", pod.Metadata.Name);
        }

        _world.Pass(_slices, "web");
        var endpoint = Slice().Endpoints.Single();

        Assert.Equal((ready, serving, terminating), (endpoint.Conditions.Ready, endpoint.Conditions.Serving, endpoint.Conditions.Terminating));
        Assert.Equal(("node-1", "Pod", "a", pod.Metadata.Uid), (endpoint.NodeName, endpoint.TargetRef.Kind, endpoint.TargetRef.Name, endpoint.TargetRef.Uid));
    }

    [Fact]
    public void Ports_are_sorted_by_name_and_a_named_target_is_looked_up_in_the_pod()
    {
        Service("web", ports: """[ { "name": "http", "port": 80, "targetPort": "main" }, { "name": "health", "port": 81, "targetPort": 8081 } ]""");
        Pod("a", "127.40.1.1");
        _world.Pass(_slices, "web");
        _world.Pass(_endpoints, "web");

        Assert.Equal([("health", 8081), ("http", 8080)], Slice().Ports.Select(port => (port.Name, port.Port ?? 0)));
        Assert.Equal([("health", 8081), ("http", 8080)], _world.Get<V1Endpoints>("web").Subsets.Single().Ports.Select(port => (port.Name, port.Port)));
    }

    [Fact]
    public void Endpoints_list_ready_and_unready_pods_apart_and_no_terminating_ones()
    {
        Service("web");
        Pod("c", "127.40.1.3");
        Pod("a", "127.40.1.1");
        Pod("b", "127.40.1.2", isReady: false);
        var ending = Pod("d", "127.40.1.4", node: "node-1");
        _world.Client.Delete<V1Pod>("default", ending.Metadata.Name);
        _world.Pass(_endpoints, "web");
        var subset = _world.Get<V1Endpoints>("web").Subsets.Single();

        Assert.Equal(["127.40.1.1", "127.40.1.3"], subset.Addresses.Select(address => address.Ip));
        Assert.Equal(["127.40.1.2"], subset.NotReadyAddresses.Select(address => address.Ip));
    }

    [Fact]
    public void Pods_that_have_ended_or_have_no_address_are_no_endpoints()
    {
        Service("web");
        _world.ChangeStatus(Pod("a", "127.40.1.1"), copy => copy.Status.Phase = "Succeeded");
        _world.ChangeStatus(Pod("b", "127.40.1.2"), copy => copy.Status.PodIP = null);
        _world.Pass(_slices, "web");

        Assert.Null(Slice().Endpoints);
    }

    [Fact]
    public void More_than_a_hundred_pods_take_more_than_one_slice()
    {
        Service("web");
        for (var i = 0; i < 101; i++)
        {
            Pod($"p{i:000}", $"127.40.1.{i + 1}");
        }

        _world.Pass(_slices, "web");

        Assert.Equal([100, 1], _world.All<V1EndpointSlice>().Select(slice => slice.Endpoints.Count).OrderDescending());
    }

    [Fact]
    public void Endpoints_go_with_their_Service_and_those_of_others_stay()
    {
        Service("web");
        _world.Pass(_endpoints, "web");
        _world.Create(new V1Endpoints { Metadata = new V1ObjectMeta { Name = "manual" } });
        _world.Client.Delete<V1Service>("default", "web");

        Assert.Equal(["delete endpoints web"], _world.Pass(_endpoints, "web"));
        Assert.Empty(_world.Pass(_endpoints, "manual"));
    }

    [Fact]
    public void A_Service_without_selector_is_left_to_whoever_made_it()
    {
        _world.Create<V1Service>("""{ "metadata": { "name": "manual" }, "spec": { "ports": [ { "port": 80 } ] } }""");

        Assert.Empty(_world.Pass(_slices, "manual"));
        Assert.Empty(_world.Pass(_endpoints, "manual"));
    }

    public void Dispose() => _world.Dispose();

    private V1EndpointSlice Slice() => _world.All<V1EndpointSlice>().Single();

    private void Service(string name, string clusterIP = "", bool publishNotReady = false, string ports = """[ { "port": 80, "targetPort": 8080 } ]""") => _world.Create<V1Service>($$"""
        { "metadata": { "name": "{{name}}" }, "spec": { "selector": { "app": "web" }, "clusterIP": "{{clusterIP}}",
          "publishNotReadyAddresses": {{(publishNotReady ? "true" : "false")}}, "ports": {{ports}} } }
        """);

    private V1Pod Pod(string name, string address, bool isReady = true, string? node = null)
    {
        var pod = _world.Create<V1Pod>($$"""
            { "metadata": { "name": "{{name}}", "labels": { "app": "web" } },
              "spec": { "containers": [ { "name": "web", "image": "web:1", "ports": [ { "name": "main", "containerPort": 8080 } ] } ] } }
            """);
        if (node is not null)
        {
            _world.Bind(pod, node);
        }

        _world.MakeReady(pod, isReady, address);
        return pod;
    }
}
