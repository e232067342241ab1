using k8s.Models;
using Workshop.Cluster.Loops.NodeLifecycle;
using Workshop.Cluster.Nodes;

namespace Workshop.Cluster.Tests.Loops;

public sealed class NodeLifecycleTests : IDisposable
{
    private readonly LoopWorld _world = new();
    private readonly NodeLifecycleReconciler _nodes;

    public NodeLifecycleTests()
    {
        _nodes = new NodeLifecycleReconciler(_world.Client, _world.Events, new ClusterOptions { StateFolder = "unused" }, _world.Time);
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
    [InlineData("False", "node.kubernetes.io/not-ready:NoSchedule", "node.kubernetes.io/not-ready:NoExecute")]
    [InlineData("Unknown", "node.kubernetes.io/unreachable:NoSchedule", "node.kubernetes.io/unreachable:NoExecute")]
    public void A_node_that_is_not_ready_keeps_new_pods_away(string ready, params string[] taints)
    {
        _world.ChangeStatus(Node, copy => copy.Status = new V1NodeStatus { Conditions = [new V1NodeCondition { Type = "Ready", Status = ready }] });
        Pass();

        Assert.Equal(["users:NoSchedule", .. taints], Taints);
    }

    [Fact]
    public void A_silent_node_is_given_up_after_a_second_look_and_its_pods_leave_their_Services()
    {
        MakeReady();
        var pod = _world.Create<V1Pod>("""{"metadata":{"name":"hello"},"spec":{"containers":[{"name":"hello","image":"hello:1"}]}}""");
        _world.Bind(pod, "node-1");
        _world.MakeReady(_world.Get<V1Pod>("hello"));
        Pass();

        _world.Time.Advance(TimeSpan.FromSeconds(7));
        Assert.Empty(Pass());
        Assert.Equal(["update nodes node-1", "update pods hello"], Pass());

        Assert.Equal(("Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status."), Ready);
        Assert.Equal(["users:NoSchedule", "node.kubernetes.io/unreachable:NoSchedule", "node.kubernetes.io/unreachable:NoExecute"], Taints);
        Assert.Equal("False", _world.Get<V1Pod>("hello").Status.Conditions.Single(condition => condition.Type == "Ready").Status);
        Assert.Equal(["Normal NodeNotReady Node node-1 status is now: NodeNotReady", "Warning NodeNotReady Node is not ready"], _world.Events.All);
        Assert.Empty(Pass());
    }

    [Fact]
    public void A_node_that_renewed_its_lease_between_the_two_looks_is_kept()
    {
        MakeReady();
        Pass();
        _world.Time.Advance(TimeSpan.FromSeconds(7));
        Pass();
        var lease = _world.Client.Copy(_world.Get<V1Lease>("node-1", "kube-node-lease"));
        lease.Spec.RenewTime = _world.Time.GetUtcNow().UtcDateTime;
        _world.Client.Update(lease);

        Pass();

        Assert.Equal("True", Ready.Status);
    }

    public void Dispose() => _world.Dispose();

    private (string Status, string Reason, string Message) Ready
    {
        get
        {
            var condition = Node.Status.Conditions.Single(condition => condition.Type == "Ready");
            return (condition.Status, condition.Reason, condition.Message);
        }
    }

    private void MakeReady()
    {
        _world.ChangeStatus(Node, copy => copy.Status = new V1NodeStatus { Conditions = [new V1NodeCondition { Type = "Ready", Status = "True" }] });
        _world.Create(NodeObjects.Lease("node-1", _world.Time.GetUtcNow().UtcDateTime));
    }

    private V1Node Node => _world.Get<V1Node>("node-1", "");

    private IEnumerable<string> Taints => Node.Spec.Taints.Select(taint => $"{taint.Key}:{taint.Effect}");

    private IReadOnlyList<string> Pass() => _world.Pass(_nodes, "node-1", ns: "");
}
