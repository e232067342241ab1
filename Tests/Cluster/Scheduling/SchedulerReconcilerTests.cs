using k8s.Models;
using Workshop.Cluster.Scheduling;
using Workshop.Cluster.Tests.Loops;

namespace Workshop.Cluster.Tests.Scheduling;

public sealed class SchedulerReconcilerTests : IDisposable
{
    private readonly LoopWorld _world = new();
    private readonly SchedulerReconciler _scheduler;

    public SchedulerReconcilerTests()
    {
        _scheduler = new SchedulerReconciler(_world.Objects, _world.Client, _world.Events, _world.Time);
    }

    [Fact]
    public void A_pod_gets_a_node_and_an_event_says_which()
    {
        Node("node-1");
        Pod("p");

        Assert.Equal(["update pods p"], _world.Pass(_scheduler, "p"));
        Assert.Equal("node-1", _world.Get<V1Pod>("p").Spec.NodeName);
        Assert.Equal(["Normal Scheduled Successfully assigned default/p to node-1"], _world.Events.All);
        Assert.Empty(_world.Pass(_scheduler, "p"));
    }

    [Fact]
    public void A_pod_that_fits_nowhere_carries_the_reason_and_is_told_of_once()
    {
        Node("node-1");
        Pod("p", """, "nodeSelector": { "disk": "quantum" }""");
        _world.Pass(_scheduler, "p");
        var condition = _world.Get<V1Pod>("p").Status.Conditions.Single();

        Assert.Equal(("PodScheduled", "False", "Unschedulable"), (condition.Type, condition.Status, condition.Reason));
        Assert.Equal([$"Warning FailedScheduling {condition.Message}"], _world.Events.All);
        Assert.Empty(_world.Pass(_scheduler, "p"));
        Assert.Single(_world.Events.All);
    }

    [Fact]
    public void A_gated_pod_waits_without_an_event()
    {
        Node("node-1");
        Pod("p", """, "schedulingGates": [ { "name": "example.com/gate" } ]""");
        _world.Pass(_scheduler, "p");
        var condition = _world.Get<V1Pod>("p").Status.Conditions.Single();

        Assert.Equal(("SchedulingGated", "Scheduling is blocked due to non-empty scheduling gates"), (condition.Reason, condition.Message));
        Assert.Empty(_world.Events.All);
    }

    [Fact]
    public void A_pod_of_another_scheduler_is_left_to_it()
    {
        Node("node-1");
        Pod("p", """, "schedulerName": "nobody" """);

        Assert.Empty(_world.Pass(_scheduler, "p"));
    }

    [Fact]
    public void A_claim_that_is_not_there_keeps_the_pod_waiting()
    {
        Node("node-1");
        Pod("p", """, "volumes": [ { "name": "d", "persistentVolumeClaim": { "claimName": "nosuch" } } ]""");
        _world.Pass(_scheduler, "p");

        Assert.StartsWith(
            "0/1 nodes are available: persistentvolumeclaim \"nosuch\" not found.", _world.Get<V1Pod>("p").Status.Conditions.Single().Message, StringComparison.Ordinal);
    }

    public void Dispose() => _world.Dispose();

    private void Pod(string name, string more = "") => _world.Create<V1Pod>(
        "{ \"metadata\": { \"name\": \"" + name + "\" }, \"spec\": { \"containers\": [ { \"name\": \"c\", \"image\": \"i\" } ]" + more + " } }");

    private void Node(string name)
    {
        var node = _world.Create(new V1Node { Metadata = new V1ObjectMeta { Name = name } });
        _world.ChangeStatus(node, copy => copy.Status = new V1NodeStatus
        {
            Allocatable = new Dictionary<string, ResourceQuantity> { ["cpu"] = new("4"), ["memory"] = new("8Gi"), ["pods"] = new("110") },
            Conditions = [new V1NodeCondition { Type = "Ready", Status = "True" }],
        });
    }
}
