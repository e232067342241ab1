using System.Runtime.CompilerServices;
using k8s.Models;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Scheduling;

/// <summary>What a pod asks of its node.</summary>
/// <param name="ByResource">Requests by resource name; resources that nobody asks for are absent.</param>
internal sealed record PodRequests(IReadOnlyDictionary<string, decimal> ByResource)
{
    // What a container that asks for nothing is taken to use when nodes are compared, as Kubernetes takes it.
    private const decimal AssumedCpu = 0.1m;
    private const decimal AssumedMemory = 200 * 1024 * 1024;

    // The store shares its pods and never changes one: each is reckoned once, however many decisions look at it.
    private static readonly ConditionalWeakTable<V1Pod, PodRequests> Known = [];

    public decimal AssumedCpuUse => ByResource.TryGetValue("cpu", out var cpu) ? cpu : AssumedCpu;

    public decimal AssumedMemoryUse => ByResource.TryGetValue("memory", out var memory) ? memory : AssumedMemory;

    public static PodRequests Of(V1Pod pod) =>
        Known.GetValue(pod, static pod => new PodRequests(PodResources.Requests(pod.Spec).ToDictionary(pair => pair.Key, pair => pair.Value.Value)));
}
