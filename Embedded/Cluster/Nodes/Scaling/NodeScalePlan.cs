using System.Globalization;
using k8s.Models;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Scheduling;

namespace Workshop.Cluster.Nodes.Scaling;

/// <summary>Decides how many nodes waiting pods want, and which idle nodes may go; touches nothing.</summary>
/// <param name="Add">So many more.</param>
/// <param name="Helped">Pods for which they are.</param>
/// <param name="Refused">Pods that another node would help, and that may have none.</param>
internal sealed record NodeScalePlan(int Add, IReadOnlyList<V1Pod> Helped, IReadOnlyList<V1Pod> Refused)
{
    private const string ToBeDeleted = "ToBeDeletedByClusterAutoscaler";

    /// <summary>Puts the waiting pods, one after the other, on the nodes that there are and on as many new ones as they need.</summary>
    /// <param name="template">What a new node looks like, by number.</param>
    /// <param name="room">So many nodes may be added.</param>
    public static NodeScalePlan For(
        IReadOnlyList<V1Node> nodes, IReadOnlyList<V1Pod> pods, IReadOnlyList<V1Namespace> namespaces, Func<int, V1Node> template, int room)
    {
        var (present, placed, helped, refused) = (nodes.ToList(), pods.ToList(), new List<V1Pod>(), new List<V1Pod>());
        foreach (var pod in pods.Where(IsUnschedulable))
        {
            if (NodeFor(pod, present, placed, namespaces) is { } there)
            {
                placed.Add(On(pod, there));
                if (present.FindIndex(node => node.Metadata.Name == there) >= nodes.Count)
                {
                    helped.Add(pod);
                }

                continue;
            }

            var added = present.Count - nodes.Count;
            var next = template(added);
            if (NodeFor(pod, [.. present, next], placed, namespaces) != next.Metadata.Name)
            {
                // No node would help: it asks for what this machine does not have.
                continue;
            }

            if (added < room)
            {
                present.Add(next);
                placed.Add(On(pod, next.Metadata.Name));
                helped.Add(pod);
            }
            else
            {
                refused.Add(pod);
            }
        }

        return new NodeScalePlan(present.Count - nodes.Count, helped, refused);
    }

    /// <summary>About to be taken away: no pod comes there any more.</summary>
    public static bool IsMarked(V1Node node) => node.Spec?.Taints?.Any(taint => taint.Key == ToBeDeleted) == true;

    /// <summary>Marks a node as about to go, with the taint of Kubernetes' own autoscaler, or takes the mark back.</summary>
    public static void Mark(V1Node node, bool isMarked, DateTimeOffset now)
    {
        var others = (node.Spec.Taints ?? []).Where(taint => taint.Key != ToBeDeleted).ToList();
        var mark = new V1Taint { Key = ToBeDeleted, Value = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), Effect = "NoSchedule" };
        node.Spec.Taints = isMarked ? [.. others, mark] : others.Count > 0 ? others : null;
    }

    /// <summary>Nothing runs there but what runs on every node.</summary>
    public static bool IsIdle(string node, IEnumerable<V1Pod> pods) =>
        !pods.Any(pod => pod.Spec.NodeName == node && !PodFacts.IsFinished(pod) && Owners.ControllerOf(pod)?.Kind != "DaemonSet");

    private static bool IsUnschedulable(V1Pod pod) =>
        string.IsNullOrEmpty(pod.Spec.NodeName) && PodFacts.IsActive(pod) && PodFacts.Condition(pod, "PodScheduled") is { Status: "False", Reason: "Unschedulable" };

    private static string? NodeFor(V1Pod pod, IReadOnlyList<V1Node> nodes, IReadOnlyList<V1Pod> pods, IReadOnlyList<V1Namespace> namespaces) =>
        SchedulePlan.For(pod, Snapshot.Of(nodes, pods, namespaces), VolumeNeeds.None).Node;

    private static V1Pod On(V1Pod pod, string node)
    {
        var spec = k8s.KubernetesJson.Deserialize<V1PodSpec>(k8s.KubernetesJson.Serialize(pod.Spec));
        spec.NodeName = node;
        return new V1Pod { Metadata = pod.Metadata, Spec = spec, Status = pod.Status };
    }
}
