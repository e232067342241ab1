using k8s.Models;
using Workshop.Cluster.Loops.ReplicaSets;

namespace Workshop.Cluster.Tests.Loops;

public sealed class DeletionRankingTests
{
    public static TheoryData<string, V1Pod, V1Pod> Pairs => new()
    {
        { "one without a node", Pod("keep"), Pod("go", node: null) },
        { "one that is pending", Pod("keep"), Pod("go", phase: "Pending") },
        { "one that is not ready", Pod("keep"), Pod("go", readyFor: null) },
        { "the cheaper one", Pod("keep", cost: 10), Pod("go", cost: -10) },
        { "one of the fuller node", Pod("keep", node: "lonely"), Pod("go", node: "full") },
        { "the one that is ready for a shorter time", Pod("keep", readyFor: 60), Pod("go", readyFor: 5) },
        { "the one that was restarted more often", Pod("keep", restarts: 0), Pod("go", restarts: 3) },
        { "the younger one", Pod("keep", age: 60), Pod("go", age: 5) },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void The_pod_that_is_missed_least_goes_first(string why, V1Pod keep, V1Pod go)
    {
        var crowd = new[] { Pod("x", node: "full"), Pod("y", node: "full") };

        Assert.Equal(["go"], DeletionRanking.Choose(1, [keep, go], [keep, go, .. crowd], Sets.Start).Select(pod => pod.Metadata.Name));
        Assert.NotEmpty(why);
    }

    private static V1Pod Pod(
        string name, string? node = "node", string phase = "Running", int? readyFor = 30, int cost = 0, int restarts = 1, int age = 100) => new()
        {
            Metadata = new V1ObjectMeta
            {
                Name = name,
                CreationTimestamp = Sets.Start.AddSeconds(-age),
                Annotations = new Dictionary<string, string> { ["controller.kubernetes.io/pod-deletion-cost"] = $"{cost}" },
            },
            Spec = new V1PodSpec { NodeName = node },
            Status = new V1PodStatus
            {
                Phase = phase,
                Conditions = [new V1PodCondition { Type = "Ready", Status = readyFor is null ? "False" : "True", LastTransitionTime = Sets.Start.AddSeconds(-(readyFor ?? 0)) }],
                ContainerStatuses = [new V1ContainerStatus { RestartCount = restarts }],
            },
        };
}
