using System.Collections.Immutable;
using k8s.Models;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Running;

/// <summary>The application's objects as they were last seen in the API. Pure answers to what a run has to know.</summary>
internal sealed record ApplicationSnapshot
{
    public static ApplicationSnapshot Empty { get; } = new();

    public ImmutableSortedDictionary<string, V1Deployment> Deployments { get; init; } = ImmutableSortedDictionary<string, V1Deployment>.Empty;

    public ImmutableSortedDictionary<string, V1Pod> Pods { get; init; } = ImmutableSortedDictionary<string, V1Pod>.Empty;

    public ImmutableSortedDictionary<string, V1Service> Services { get; init; } = ImmutableSortedDictionary<string, V1Service>.Empty;

    public ImmutableSortedDictionary<string, V1EndpointSlice> Slices { get; init; } = ImmutableSortedDictionary<string, V1EndpointSlice>.Empty;

    /// <summary>Ready, and reachable under its name.</summary>
    public bool IsReady(string resource) => Replicas(resource) is { IsComplete: true } replicas && (replicas.Wanted == 0 || IsReachable(resource));

    public bool IsStarted(string resource) => PodsOf(resource).Any(pod => pod.Status?.Phase == "Running");

    public bool HasPods(IEnumerable<string> resources) => resources.Any(resource => PodsOf(resource).Any());

    /// <summary>How far a resource's Deployment has come; null before it exists.</summary>
    public ReplicaCount? Replicas(string resource) => Deployments.GetValueOrDefault(resource) is { } deployment
        ? new(
            resource,
            deployment.Status?.ReadyReplicas ?? 0,
            deployment.Spec.Replicas ?? 1,
            IsCurrent: deployment.Status is { } status && status.ObservedGeneration >= deployment.Metadata.Generation && (status.UpdatedReplicas ?? 0) == (deployment.Spec.Replicas ?? 1))
        : null;

    public IEnumerable<V1Pod> PodsOf(string resource) => Pods.Values.Where(pod => pod.GetLabel(ObjectLabels.Name) == resource);

    private bool IsReachable(string resource)
    {
        if (!Services.TryGetValue(resource, out var service))
        {
            return true;
        }

        var hasAddress = service.Spec.Type != "LoadBalancer" || service.Status?.LoadBalancer?.Ingress is { Count: > 0 };
        return hasAddress && Slices.Values.Any(slice =>
            slice.GetLabel("kubernetes.io/service-name") == resource && slice.Endpoints?.Any(endpoint => endpoint.Conditions?.Ready != false) == true);
    }
}
