using k8s.Models;
using Workshop.Cluster.Loops.PodGarbage;

namespace Workshop.Cluster.Tests.Loops;

public sealed class PodGarbageTests : IDisposable
{
    private readonly LoopWorld _world = new();
    private readonly PodGarbageReconciler _garbage;

    public PodGarbageTests()
    {
        _garbage = new PodGarbageReconciler(_world.Client, _world.Time);
        _world.Create(new V1Node { Metadata = new V1ObjectMeta { Name = "node-1" } });
        _world.Create(new V1Node { Metadata = new V1ObjectMeta { Name = "node-2" } });
        Pod("hello", on: "node-1");
        Pod("other", on: "node-2");
        Pod("waits", on: null);
    }

    public void Dispose() => _world.Dispose();

    [Fact]
    public void The_pods_of_a_node_that_is_gone_are_deleted_after_a_while_and_no_others()
    {
        _world.Client.Delete<V1Node>("", "node-1");

        Assert.Empty(Pass());
        _world.Time.Advance(PodGarbageReconciler.Quarantine - TimeSpan.FromSeconds(1));
        Assert.Empty(Pass());
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["delete pods hello"], Pass());
        Assert.Empty(Pass());
    }

    [Fact]
    public void A_pod_with_a_finalizer_says_why_it_ended()
    {
        _world.Change(_world.Get<V1Pod>("hello"), pod => pod.Metadata.Finalizers = ["example.com/look"]);
        _world.Client.Delete<V1Node>("", "node-1");
        Pass();

        _world.Time.Advance(PodGarbageReconciler.Quarantine);
        Assert.Equal(["update pods hello"], Pass());

        var pod = _world.Get<V1Pod>("hello");
        Assert.NotNull(pod.Metadata.DeletionTimestamp);
        Assert.Equal("Failed", pod.Status.Phase);
        var condition = pod.Status.Conditions.Single(condition => condition.Type == "DisruptionTarget");
        Assert.Equal(("True", "DeletionByPodGC", "PodGC: node no longer exists"), (condition.Status, condition.Reason, condition.Message));
    }

    [Fact]
    public void A_node_that_is_made_anew_keeps_its_pods_however_often()
    {
        for (var times = 0; times < 3; times++)
        {
            _world.Client.Delete<V1Node>("", "node-1");
            Assert.Empty(Pass());
            _world.Time.Advance(PodGarbageReconciler.Quarantine - TimeSpan.FromSeconds(1));
            _world.Create(new V1Node { Metadata = new V1ObjectMeta { Name = "node-1" } });
            Assert.Empty(Pass());
        }

        _world.Time.Advance(PodGarbageReconciler.Quarantine);
        Assert.Empty(Pass());
    }

    [Fact]
    public void A_pod_that_was_bound_to_a_node_after_that_had_gone_is_deleted_as_well()
    {
        _world.Client.Delete<V1Node>("", "node-1");
        Pass();
        _world.Time.Advance(PodGarbageReconciler.Quarantine);
        Pass();

        Pod("late", on: "node-1");

        Pass();
        _world.Time.Advance(PodGarbageReconciler.Quarantine);
        Assert.Equal(["delete pods late"], Pass());
    }

    private IReadOnlyList<string> Pass() => _world.Pass(_garbage, "node-1", "");

    private void Pod(string name, string? on)
    {
        var pod = _world.Create<V1Pod>("{\"metadata\":{\"name\":\"" + name + "\"},\"spec\":{\"containers\":[{\"name\":\"main\",\"image\":\"hello:1\"}]}}");
        if (on is not null)
        {
            _world.Bind(pod, on);
        }
    }
}
