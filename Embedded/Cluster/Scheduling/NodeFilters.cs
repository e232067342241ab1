using k8s.Models;

namespace Workshop.Cluster.Scheduling;

/// <summary>The questions that a node is asked, in Kubernetes' order; the first that it fails says why it is out.</summary>
internal static class NodeFilters
{
    private const string UnschedulableTaint = "node.kubernetes.io/unschedulable";
    private const string NotReadyTaint = "node.kubernetes.io/not-ready";
    private const string AnyAddress = "0.0.0.0";

    /// <returns>Nothing: the node can take the pod.</returns>
    public static IReadOnlyList<Refusal> Refusals(V1Pod pod, PodRequests requests, NodeLoad node, Snapshot snapshot, VolumeNeeds volumes) =>
        NotAsked(pod, node)
        ?? Unschedulable(pod, node)
        ?? Tainted(pod, node)
        ?? NotReady(pod, node)
        ?? NotWanted(pod, node)
        ?? PortsTaken(pod, node)
        ?? TooSmall(requests, node)
        ?? volumes.RefusalOf(node)
        ?? SpreadFilter.Uneven(pod, node, snapshot)
        ?? TopologyFilters.NotAffine(pod, node, snapshot)
        ?? [];

    /// <summary>A pod that asks for nodes by name (that of a DaemonSet) does not even look at the others.</summary>
    private static Refusal[]? NotAsked(V1Pod pod, NodeLoad node) => NodeAffinity.NamedNodes(pod) is { } named && !named.Contains(node.Name)
        ? [new Refusal("node(s) didn't satisfy plugin(s) [NodeAffinity]", false)]
        : null;

    private static Refusal[]? Unschedulable(V1Pod pod, NodeLoad node) =>
        node.Node.Spec?.Unschedulable == true && !Tolerations.Tolerates(pod, new V1Taint { Key = UnschedulableTaint, Effect = "NoSchedule" })
            ? [new Refusal("node(s) were unschedulable", false)]
            : null;

    private static Refusal[]? Tainted(V1Pod pod, NodeLoad node) =>
        Tolerations.Untolerated(pod, node.Node) is { } taint ? [Untolerated(taint)] : null;

    /// <summary>A node that does not answer is out even before the node loop has tainted it.</summary>
    private static Refusal[]? NotReady(V1Pod pod, NodeLoad node)
    {
        var taint = new V1Taint { Key = NotReadyTaint, Effect = "NoSchedule" };
        var isReady = node.Node.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;
        return isReady || Tolerations.Tolerates(pod, taint) ? null : [Untolerated(taint)];
    }

    private static Refusal[]? NotWanted(V1Pod pod, NodeLoad node) =>
        NodeAffinity.Allows(pod, node.Node) ? null : [new Refusal("node(s) didn't match Pod's node affinity/selector", false)];

    private static Refusal[]? PortsTaken(V1Pod pod, NodeLoad node)
    {
        var wanted = HostPorts(pod).ToList();
        return wanted.Count > 0 && node.Pods.SelectMany(HostPorts).Any(taken => wanted.Exists(port => Collide(port, taken)))
            ? [new Refusal("node(s) didn't have free ports for the requested pod ports", true)]
            : null;
    }

    private static Refusal[]? TooSmall(PodRequests requests, NodeLoad node)
    {
        var refusals = new List<Refusal>();
        if (node.Pods.Count + 1 > node.Allocatable("pods"))
        {
            refusals.Add(new Refusal("Too many pods", true));
        }

        refusals.AddRange(requests.ByResource
            .Where(request => request.Value > 0 && node.Requested(request.Key) + request.Value > node.Allocatable(request.Key))
            .OrderBy(request => request.Key, StringComparer.Ordinal)
            .Select(request => new Refusal($"Insufficient {request.Key}", true)));
        return refusals.Count == 0 ? null : [.. refusals];
    }

    private static Refusal Untolerated(V1Taint taint) => new($"node(s) had untolerated taint {{{taint.Key}: {taint.Value}}}", false);

    /// <summary>The same port of the same address; 0.0.0.0 is every address.</summary>
    private static bool Collide((int Port, string Protocol, string Ip) one, (int Port, string Protocol, string Ip) other) =>
        one.Port == other.Port && one.Protocol == other.Protocol && (one.Ip == other.Ip || one.Ip == AnyAddress || other.Ip == AnyAddress);

    private static IEnumerable<(int Port, string Protocol, string Ip)> HostPorts(V1Pod pod) => pod.Spec.Containers
        .Concat((pod.Spec.InitContainers ?? []).Where(container => container.RestartPolicy == "Always"))
        .SelectMany(container => container.Ports ?? [])
        .Where(port => port.HostPort > 0)
        .Select(port => (port.HostPort!.Value, port.Protocol ?? "TCP", string.IsNullOrEmpty(port.HostIP) ? AnyAddress : port.HostIP));
}
