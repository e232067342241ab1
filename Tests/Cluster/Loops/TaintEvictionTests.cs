using k8s.Models;
using Workshop.Cluster.Loops.TaintEviction;

namespace Workshop.Cluster.Tests.Loops;

public sealed class TaintEvictionTests : IDisposable
{
    private static readonly DateTime Now = new(2026, 1, 2, 12, 0, 0, DateTimeKind.Utc);

    private readonly LoopWorld _world = new();
    private readonly TaintEvictionReconciler _eviction;

    public TaintEvictionTests()
    {
        _eviction = new TaintEvictionReconciler(_world.Client, _world.Events, new ClusterOptions { StateFolder = "unused" }, _world.Time);
        _world.Create(new V1Node { Metadata = new V1ObjectMeta { Name = "node-1" } });
        var pod = _world.Create<V1Pod>("""{"metadata":{"name":"hello"},"spec":{"containers":[{"name":"hello","image":"hello:1"}]}}""");
        _world.Bind(pod, "node-1");
    }

    [Theory]
    [InlineData("", "node.kubernetes.io/unreachable", 0)]
    [InlineData("node.kubernetes.io/unreachable:300", "node.kubernetes.io/unreachable", 10)]
    [InlineData("node.kubernetes.io/unreachable:299", "node.kubernetes.io/unreachable", 299)]
    [InlineData("own:300", "own", 300)]
    [InlineData("own:20 own:7", "own", 7)]
    [InlineData("own:-1", "own", 0)]
    [InlineData("other:5", "own", 0)]
    public void A_pod_leaves_when_its_toleration_is_used_up(string tolerations, string taint, int seconds)
    {
        var pod = new V1Pod { Spec = new V1PodSpec { Tolerations = [.. tolerations.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Toleration)] } };
        var node = new V1Node { Spec = new V1NodeSpec { Taints = [new V1Taint { Key = taint, Effect = "NoExecute", TimeAdded = Now }] } };

        Assert.Equal(Now.AddSeconds(seconds), TaintEvictionPlan.LeavesAt(pod, node, TimeSpan.FromSeconds(10), Now.AddSeconds(1)));
    }

    [Fact]
    public void A_toleration_without_an_end_and_a_taint_that_only_keeps_away_let_a_pod_stay()
    {
        var pod = new V1Pod { Spec = new V1PodSpec { Tolerations = [new V1Toleration { Key = "own", OperatorProperty = "Exists" }] } };
        var node = new V1Node { Spec = new V1NodeSpec { Taints = [new V1Taint { Key = "own", Effect = "NoExecute" }, new V1Taint { Key = "other", Effect = "NoSchedule" }] } };

        Assert.Null(TaintEvictionPlan.LeavesAt(pod, node, TimeSpan.Zero, Now));
    }

    [Fact]
    public void A_pod_of_a_lost_node_is_deleted_when_the_clusters_patience_is_over()
    {
        Taint("node.kubernetes.io/unreachable");
        Assert.Empty(Pass());

        _world.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(["update pods hello"], Pass());

        var pod = _world.Get<V1Pod>("hello");
        Assert.NotNull(pod.Metadata.DeletionTimestamp);
        Assert.Equal("DeletionByTaintManager", pod.Status.Conditions.Single(condition => condition.Type == "DisruptionTarget").Reason);
        Assert.Equal(["Normal TaintManagerEviction Marking for deletion Pod default/hello"], _world.Events.All);
        Assert.Empty(Pass());
    }

    [Fact]
    public void A_node_that_comes_back_in_time_keeps_its_pods()
    {
        Taint("node.kubernetes.io/unreachable");
        Pass();
        _world.Change(_world.Get<V1Node>("node-1", ""), copy => copy.Spec.Taints = null);
        _world.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Empty(Pass());
        Assert.Equal(["Normal TaintManagerEviction Cancelling deletion of Pod default/hello"], _world.Events.All);
    }

    public void Dispose() => _world.Dispose();

    private static V1Toleration Toleration(string text) =>
        new() { Key = text.Split(':')[0], OperatorProperty = "Exists", Effect = "NoExecute", TolerationSeconds = int.Parse(text.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture) };

    private void Taint(string key) => _world.Change(
        _world.Get<V1Node>("node-1", ""),
        copy => (copy.Spec ??= new V1NodeSpec()).Taints = [new V1Taint { Key = key, Effect = "NoExecute", TimeAdded = _world.Time.GetUtcNow().UtcDateTime }]);

    private IReadOnlyList<string> Pass() => _world.Pass(_eviction, "hello");
}
