using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Loops.ReplicaSets;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Tests.Loops;

public sealed class ReplicationControllerTests : IDisposable
{
    private readonly LoopWorld _world = new();
    private readonly ReplicationControllerReconciler _loop;

    public ReplicationControllerTests()
    {
        _loop = new ReplicationControllerReconciler(_world.Client, _world.Events, _world.Time);
        _world.Create<V1ReplicationController>(
            """
            {"metadata": {"name": "web"}, "spec": {"replicas": 2, "template": {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": [{"name": "c", "image": "i:1"}]}}}}
            """);
        _world.Pass(_loop, "web");
    }

    [Fact]
    public void It_keeps_its_pods_and_says_so()
    {
        Assert.Equal([("ReplicationController", "web"), ("ReplicationController", "web")], _world.All<V1Pod>().Select(pod => (pod.Metadata.OwnerReferences.Single().Kind, pod.Metadata.OwnerReferences.Single().Name)));
        Assert.Equal((2, 2), (_world.Get<V1ReplicationController>("web").Status.Replicas, _world.Get<V1ReplicationController>("web").Status.FullyLabeledReplicas));
        Assert.All(_world.Events.All, line => Assert.StartsWith("Normal SuccessfulCreate Created pod: web-", line, StringComparison.Ordinal));
        Assert.Empty(_world.Pass(_loop, "web"));
    }

    [Fact]
    public void Its_Scale_names_the_pods_that_it_selects()
    {
        var scale = _world.Objects.GetScale(KindTable.ReplicationController, new ObjectKey("default", "web"));

        Assert.Equal("""{"replicas":2,"selector":"app=web"}""", scale["status"]!.ToJsonString());
    }

    [Fact]
    public void Scaled_down_it_deletes_pods()
    {
        _world.Change(_world.Get<V1ReplicationController>("web"), copy => copy.Spec.Replicas = 1);
        _world.Pass(_loop, "web");

        Assert.Single(_world.All<V1Pod>());
    }

    public void Dispose() => _world.Dispose();
}
