using k8s.Models;
using Workshop.Cluster.Loops.NodeLifecycle;

namespace Workshop.Cluster.Tests.Loops;

public sealed class NodeLifecycleTests : IDisposable
{
    private readonly LoopWorld _world = new();
    private readonly NodeLifecycleReconciler _nodes;

    public NodeLifecycleTests()
    {
        _nodes = new NodeLifecycleReconciler(_world.Client, _world.Time);
        _world.Create(new V1Node
        {
            Metadata = new V1ObjectMeta { Name = "node-1" },
            Spec = new V1NodeSpec { Taints = [new V1Taint { Key = "users", Value = "own", Effect = "NoSchedule" }] },
        });
    }

    [Fact]
    public void A_cordoned_node_is_tainted_until_it_is_uncordoned_and_the_users_taints_stay()
    {
        _world.Change(Node, copy => copy.Spec.Unschedulable = true);

        Assert.Equal(["update nodes node-1"], Pass());
        Assert.Equal(["users:NoSchedule", "node.kubernetes.io/unschedulable:NoSchedule"], Taints);
        Assert.Empty(Pass());
        _world.Change(Node, copy => copy.Spec.Unschedulable = null);
        Assert.Equal(["update nodes node-1"], Pass());
        Assert.Equal(["users:NoSchedule"], Taints);
    }

    [Theory]
    [InlineData("True")]
    [InlineData("False", "node.kubernetes.io/not-ready:NoSchedule")]
    [InlineData("Unknown", "node.kubernetes.io/unreachable:NoSchedule")]
    public void A_node_that_is_not_ready_keeps_new_pods_away(string ready, params string[] taints)
    {
        _world.ChangeStatus(Node, copy => copy.Status = new V1NodeStatus { Conditions = [new V1NodeCondition { Type = "Ready", Status = ready }] });
        Pass();

        Assert.Equal(["users:NoSchedule", .. taints], Taints);
    }

    public void Dispose() => _world.Dispose();

    private V1Node Node => _world.Get<V1Node>("node-1", "");

    private IEnumerable<string> Taints => Node.Spec.Taints.Select(taint => $"{taint.Key}:{taint.Effect}");

    private IReadOnlyList<string> Pass() => _world.Pass(_nodes, "node-1", ns: "");
}
