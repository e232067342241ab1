using System.Collections.Immutable;
using k8s.Models;

namespace Workshop.ClusterPage.Watching;

public sealed record EndpointSliceState : WatchedObject
{
    private const string ServiceLabel = "kubernetes.io/service-name";

    public EndpointSliceState(V1EndpointSlice slice) : base(slice)
    {
        ServiceName = Labels.GetValueOrDefault(ServiceLabel) ?? "";
        Endpoints = [.. (slice.Endpoints ?? []).Select(From)];
    }

    public string ServiceName { get; init; }

    public ImmutableArray<EndpointState> Endpoints { get; init; }

    // A missing "ready" means yes, by the API's own words.
    private static EndpointState From(V1Endpoint endpoint) => new(endpoint.TargetRef is { Kind: "Pod" } pod ? pod.Name : null, endpoint.Conditions?.Ready ?? true);
}
