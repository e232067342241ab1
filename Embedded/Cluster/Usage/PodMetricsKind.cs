using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Usage;

/// <summary>PodMetrics: what <c>kubectl top pods</c> shows.</summary>
internal sealed class PodMetricsKind(UsageStore usage) : IComputedKind
{
    public ResourceKind Kind => KindTable.PodMetrics;

    public IReadOnlyList<StoredObject> List(IObjectRegistry stored, string? ns)
    {
        var measured = usage.Current.Pods;
        return [.. stored.List(KindTable.Pod, ns).Items.Typed<V1Pod>().Where(pod => measured.ContainsKey(pod.Metadata.Uid)).Select(pod => MetricsObjects.Of(pod, measured[pod.Metadata.Uid]))];
    }

    public StoredObject Get(IObjectRegistry stored, ObjectKey key) =>
        stored.Find(KindTable.Pod, key) is { } pod && usage.Current.Pods.TryGetValue(pod.Uid, out var measured)
            ? MetricsObjects.Of(pod.As<V1Pod>(), measured)
            : throw new StatusException(404, "NotFound", $"podmetrics.metrics.k8s.io \"{key}\" not found");
}
