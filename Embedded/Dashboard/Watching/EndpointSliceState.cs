using System.Collections.Immutable;
using k8s.Models;

namespace Workshop.Dashboard.Watching;

public sealed record EndpointSliceState : WatchedObject
{
    private const string ServiceLabel = "kubernetes.io/service-name";

    public EndpointSliceState(V1EndpointSlice slice) : base(slice)
    {
        ServiceName = Labels.GetValueOrDefault(ServiceLabel) ?? "";
        Ports = [.. (slice.Ports ?? []).Select(port => port.Port).OfType<int>()];
        Endpoints = [.. (slice.Endpoints ?? []).Select(From)];
    }

    public string ServiceName { get; init; }

    public ImmutableArray<int> Ports { get; init; }

    public ImmutableArray<EndpointState> Endpoints { get; init; }

    // A missing "ready" means yes, by the API's own words.
    private static EndpointState From(V1Endpoint endpoint) => new(
        endpoint.Addresses?.FirstOrDefault() ?? "",
        endpoint.TargetRef is { Kind: "Pod" } pod ? pod.Name : null,
        endpoint.NodeName,
        endpoint.Conditions?.Ready ?? true,
        endpoint.Conditions?.Terminating ?? false);
}
