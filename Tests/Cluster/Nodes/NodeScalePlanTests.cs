using k8s;
using k8s.Models;
using Workshop.Cluster.Nodes.Scaling;

namespace Workshop.Cluster.Tests.Nodes;

public sealed class NodeScalePlanTests
{
    [Fact]
    public void Pods_that_fit_nowhere_bring_as_many_nodes_as_they_need()
    {
        var plan = Plan([Pod("there", "3", on: "node-1"), Pod("a", "3"), Pod("b", "2"), Pod("c", "2")], room: 5);

        Assert.Equal((2, "a b c"), (plan.Add, Names(plan.Helped)));
        Assert.Empty(plan.Refused);
    }

    [Fact]
    public void What_fits_on_a_node_that_is_there_brings_none() => Assert.Equal(0, Plan([Pod("a", "3")], room: 5).Add);

    [Fact]
    public void A_pod_that_no_node_would_help_brings_none_and_is_not_told_of_limits()
    {
        var plan = Plan([Pod("huge", "100")], room: 5);

        Assert.Equal((0, 0, 0), (plan.Add, plan.Helped.Count, plan.Refused.Count));
    }

    [Fact]
    public void There_are_never_more_nodes_than_may_be()
    {
        var plan = Plan([Pod("there", "4", on: "node-1"), Pod("a", "4"), Pod("b", "4")], room: 1);

        Assert.Equal((1, "a", "b"), (plan.Add, Names(plan.Helped), Names(plan.Refused)));
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("Running", null, false)]
    [InlineData("Succeeded", null, true)]
    [InlineData("Running", "DaemonSet", true)]
    public void A_node_is_idle_when_only_what_runs_everywhere_runs_there(string? phase, string? owner, bool isIdle)
    {
        var pod = Pod("p", "1", on: "node-4");
        pod.Status.Phase = phase;
        pod.Metadata.OwnerReferences = owner is null ? null : [new V1OwnerReference { Kind = owner, Name = "d", Uid = "1", Controller = true }];

        Assert.Equal(isIdle, NodeScalePlan.IsIdle("node-4", phase is null ? [] : [pod]));
    }

    private static NodeScalePlan Plan(V1Pod[] pods, int room) => NodeScalePlan.For([Node(0)], pods, [], number => Node(number + 1), room);

    private static string Names(IEnumerable<V1Pod> pods) => string.Join(' ', pods.Select(pod => pod.Metadata.Name));

    private static V1Pod Pod(string name, string cpu, string? on = null) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = "default" },
        Spec = new V1PodSpec { NodeName = on, Containers = [new V1Container { Name = "c", Resources = new V1ResourceRequirements { Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = new(cpu) } } }] },
        Status = new V1PodStatus { Conditions = on is null ? [new V1PodCondition { Type = "PodScheduled", Status = "False", Reason = "Unschedulable" }] : null },
    };

    private static V1Node Node(int index) => KubernetesJson.Deserialize<V1Node>(
        "{\"metadata\":{\"name\":\"node-" + (index + 1) + "\"},\"status\":{\"allocatable\":{\"cpu\":\"4\",\"memory\":\"8Gi\",\"pods\":\"110\"},\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}}");
}
