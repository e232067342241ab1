using System.Net;
using System.Net.Sockets;
using k8s.Models;

namespace Workshop.Cluster.Loops.Services;

/// <summary>Decides the EndpointSlices that mirror Endpoints which somebody keeps for a Service without a selector.</summary>
internal static class MirroredSlices
{
    public const string ManagedBy = "endpointslicemirroring-controller.k8s.io";

    private const string SkipLabel = "endpointslice.kubernetes.io/skip-mirror";
    private const string LeaderAnnotation = "control-plane.alpha.kubernetes.io/leader";
    private const int MostInSubset = 1000;

    public static bool IsMirrored(V1Endpoints endpoints, V1Service? service) =>
        service is { Metadata.DeletionTimestamp: null, Spec.Selector: null or { Count: 0 } }
        && endpoints.Metadata.DeletionTimestamp is null
        && !(endpoints.Metadata.Labels?.TryGetValue(SkipLabel, out var skip) == true && skip == "true")
        && endpoints.Metadata.Annotations?.ContainsKey(LeaderAnnotation) != true;

    public static IReadOnlyList<V1EndpointSlice> For(V1Endpoints endpoints) =>
        [.. (endpoints.Subsets ?? []).SelectMany(subset => Of(endpoints, subset))];

    private static IEnumerable<V1EndpointSlice> Of(V1Endpoints endpoints, V1EndpointSubset subset) =>
        (subset.Addresses ?? []).Select(address => (Address: address, IsReady: true))
            .Concat((subset.NotReadyAddresses ?? []).Select(address => (Address: address, IsReady: false)))
            .Take(MostInSubset)
            .GroupBy(item => IPAddress.TryParse(item.Address.Ip, out var ip) && ip.AddressFamily == AddressFamily.InterNetworkV6 ? "IPv6" : "IPv4")
            .SelectMany(family => family.Chunk(EndpointSlicePlan.SliceLimit).Select(chunk => new V1EndpointSlice
            {
                ApiVersion = "discovery.k8s.io/v1",
                Kind = "EndpointSlice",
                Metadata = new V1ObjectMeta
                {
                    GenerateName = $"{endpoints.Metadata.Name}-",
                    NamespaceProperty = endpoints.Metadata.NamespaceProperty,
                    Labels = new Dictionary<string, string>(endpoints.Metadata.Labels ?? new Dictionary<string, string>())
                    {
                        [EndpointSlicePlan.ManagedByLabel] = ManagedBy,
                        [EndpointSlicePlan.ServiceLabel] = endpoints.Metadata.Name,
                    },
                    OwnerReferences = [Owners.ReferenceTo(endpoints, "v1", "Endpoints")],
                },
                AddressType = family.Key,
                Ports = [.. (subset.Ports ?? []).Select(port => new Discoveryv1EndpointPort { Name = port.Name ?? "", Port = port.Port, Protocol = port.Protocol ?? "TCP", AppProtocol = port.AppProtocol })],
                Endpoints = [.. chunk.Select(item => Endpoint(item.Address, item.IsReady))],
            }));

    private static V1Endpoint Endpoint(V1EndpointAddress address, bool isReady) => new()
    {
        Addresses = [address.Ip],
        Conditions = new V1EndpointConditions { Ready = isReady },
        Hostname = string.IsNullOrEmpty(address.Hostname) ? null : address.Hostname,
        NodeName = address.NodeName,
        TargetRef = address.TargetRef,
    };
}
