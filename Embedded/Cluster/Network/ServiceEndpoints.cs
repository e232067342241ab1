using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using k8s.Models;

namespace Workshop.Cluster.Network;

/// <summary>Which addresses stand behind a Service's port now: decided from its slices, touches nothing.</summary>
internal static class ServiceEndpoints
{
    public const string ServiceNameLabel = "kubernetes.io/service-name";

    /// <summary>The ready endpoints; while there is none, those that still serve though they are about to end, as kube-proxy does it.</summary>
    /// <param name="node">Only those on that node; null: on any.</param>
    public static ImmutableArray<IPEndPoint> For(V1ServicePort port, IEnumerable<V1EndpointSlice> slices, string? node = null)
    {
        var all = Candidates(port, slices, node).ToList();
        var chosen = all.Where(candidate => candidate.Conditions?.Ready != false).ToList();
        if (chosen.Count == 0)
        {
            chosen = [.. all.Where(candidate => candidate.Conditions is { Serving: true, Terminating: true })];
        }

        return [.. chosen.Select(candidate => candidate.Address).Distinct().OrderBy(address => address.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>Slices by the key of their Service: <c>namespace/name</c>.</summary>
    public static ILookup<string, V1EndpointSlice> ByService(IEnumerable<V1EndpointSlice> slices) =>
        slices.Where(slice => slice.Metadata.Labels?.ContainsKey(ServiceNameLabel) == true)
            .ToLookup(slice => string.Create(CultureInfo.InvariantCulture, $"{slice.Metadata.NamespaceProperty}/{slice.Metadata.Labels[ServiceNameLabel]}"));

    private static IEnumerable<(IPEndPoint Address, V1EndpointConditions? Conditions)> Candidates(V1ServicePort port, IEnumerable<V1EndpointSlice> slices, string? node) =>
        from slice in slices
        where slice.AddressType == "IPv4"
        from slicePort in slice.Ports ?? []
        where (slicePort.Name ?? "") == (port.Name ?? "") && slicePort.Port is > 0
        from endpoint in slice.Endpoints ?? []
        where node is null || endpoint.NodeName == node
        from address in endpoint.Addresses ?? []
        select (new IPEndPoint(IPAddress.Parse(address), slicePort.Port!.Value), endpoint.Conditions);
}
