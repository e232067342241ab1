using System.Text.Json.Serialization;
using k8s.Models;

namespace Workshop.Cluster.Network;

/// <summary>What the names file of a namespace says; see Docs/pod-contract.md.</summary>
internal sealed record NamesFile([property: JsonPropertyName("names")] IReadOnlyDictionary<string, NamesFile.Name> Names)
{
    public static NamesFile For(IEnumerable<V1Service> services, ILookup<string, V1EndpointSlice> slices) =>
        new(services.OrderBy(service => service.Metadata.Name, StringComparer.Ordinal).ToDictionary(
            service => service.Metadata.Name,
            service => new Name(service.Spec.ClusterIP ?? "", [.. (service.Spec.Ports ?? []).Select(port => PortOf(service, port, slices))])));

    private static Port PortOf(V1Service service, V1ServicePort port, ILookup<string, V1EndpointSlice> slices) =>
        new(
            port.Name ?? "",
            port.Port,
            [.. ServiceEndpoints.For(port, slices[$"{service.Metadata.NamespaceProperty}/{service.Metadata.Name}"]).Select(endpoint => endpoint.ToString())]);

    internal sealed record Name([property: JsonPropertyName("clusterIP")] string ClusterIP, [property: JsonPropertyName("ports")] IReadOnlyList<Port> Ports);

    internal sealed record Port(
        [property: JsonPropertyName("name")] string PortName,
        [property: JsonPropertyName("port")] int Number,
        [property: JsonPropertyName("endpoints")] IReadOnlyList<string> Endpoints);
}
