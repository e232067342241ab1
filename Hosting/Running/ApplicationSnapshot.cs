using System.Collections.Immutable;
using k8s;
using k8s.Models;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Running;

/// <summary>The application's objects as they were last seen in the API. Pure answers to what a run has to know.</summary>
internal sealed record ApplicationSnapshot
{
    public static ApplicationSnapshot Empty { get; } = new();

    public ImmutableSortedDictionary<string, V1Deployment> Deployments { get; init; } = ImmutableSortedDictionary<string, V1Deployment>.Empty;

    public ImmutableSortedDictionary<string, V1StatefulSet> StatefulSets { get; init; } = ImmutableSortedDictionary<string, V1StatefulSet>.Empty;

    public ImmutableSortedDictionary<string, V1Pod> Pods { get; init; } = ImmutableSortedDictionary<string, V1Pod>.Empty;

    public ImmutableSortedDictionary<string, V1Service> Services { get; init; } = ImmutableSortedDictionary<string, V1Service>.Empty;

    public ImmutableSortedDictionary<string, V1EndpointSlice> Slices { get; init; } = ImmutableSortedDictionary<string, V1EndpointSlice>.Empty;

    /// <summary>Ready, and reachable under its name.</summary>
    public bool IsReady(string resource) => Replicas(resource) is { IsComplete: true } replicas && (replicas.Wanted == 0 || IsReachable(resource));

    public bool IsStarted(string resource) => PodsOf(resource).Any(pod => pod.Status?.Phase == "Running");

    public bool IsCompleted(string resource) => PodsOf(resource).ToList() is { Count: > 0 } pods && pods.All(pod => pod.Status?.Phase == "Succeeded");

    public bool HasPods(IEnumerable<string> resources) => resources.Any(resource => PodsOf(resource).Any());

    /// <summary>How far a resource's Deployment or StatefulSet has come; null before it exists.</summary>
    public ReplicaCount? Replicas(string resource) =>
        Deployments.TryGetValue(resource, out var deployment)
            ? Count(deployment, deployment.Spec.Replicas, deployment.Status?.ObservedGeneration, deployment.Status?.Replicas, deployment.Status?.UpdatedReplicas, deployment.Status?.ReadyReplicas)
        : StatefulSets.TryGetValue(resource, out var set)
            ? Count(set, set.Spec.Replicas, set.Status?.ObservedGeneration, set.Status?.Replicas, set.Status?.UpdatedReplicas, set.Status?.ReadyReplicas)
        : null;

    /// <summary>The address of a pod that answers for a Service; null while none does.</summary>
    public string? ReadyAddress(string service) => ReadyEndpoints(service).SelectMany(endpoint => endpoint.Addresses).FirstOrDefault();

    public IEnumerable<V1Pod> PodsOf(string resource) => Pods.Values.Where(pod => pod.GetLabel(ObjectLabels.Name) == resource);

    private bool IsReachable(string resource)
    {
        if (!Services.TryGetValue(resource, out var service))
        {
            return true;
        }

        var hasAddress = service.Spec.Type != "LoadBalancer" || service.Status?.LoadBalancer?.Ingress is { Count: > 0 };
        return hasAddress && ReadyEndpoints(resource).Any();
    }

    private IEnumerable<V1Endpoint> ReadyEndpoints(string service) =>
        from slice in Slices.Values
        where slice.GetLabel("kubernetes.io/service-name") == service
        from endpoint in slice.Endpoints ?? []
        where endpoint.Conditions?.Ready != false
        select endpoint;

    // As kubectl rollout status: a pod of the version before that is Ready is none of this one's, however well it does.
    private static ReplicaCount Count(IKubernetesObject<V1ObjectMeta> controller, int? wanted, long? observed, int? all, int? updated, int? ready) =>
        new(controller.Metadata.Name, ready ?? 0, wanted ?? 1, IsCurrent: observed >= controller.Metadata.Generation && (updated ?? 0) == (wanted ?? 1) && (all ?? 0) <= (updated ?? 0));
}
