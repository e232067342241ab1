using System.Text.Json.Serialization;
using k8s.Models;

namespace Workshop.Cluster.Network;

/// <summary>What the names file of a namespace says; see Docs/pod-contract.md.</summary>
internal sealed record NamesFile([property: JsonPropertyName("names")] IReadOnlyDictionary<string, NamesFile.Name> Names)
{
    private const string ClusterSuffix = ".svc.cluster.local";

    /// <param name="services">Those of the namespace.</param>
    /// <param name="all">Those of the whole cluster: an ExternalName may mean one of another namespace.</param>
    public static NamesFile For(IEnumerable<V1Service> services, ILookup<string, V1EndpointSlice> slices, IReadOnlyDictionary<string, V1Service> all)
    {
        var names = new SortedDictionary<string, Name>(StringComparer.Ordinal);
        foreach (var service in services)
        {
            var meant = Meant(service, all);
            names[service.Metadata.Name] = NameOf(meant, slices[Key(meant)].ToList());
            foreach (var (hostname, own) in ByHostname(meant, slices[Key(meant)]))
            {
                names[$"{hostname}.{service.Metadata.Name}"] = NameOf(meant, own) with { ClusterIP = "" };
            }
        }

        return new NamesFile(names);
    }

    private static string Key(V1Service service) => $"{service.Metadata.NamespaceProperty}/{service.Metadata.Name}";

    /// <summary>An ExternalName that is a Service's own name (<c>hello.shop.svc.cluster.local</c>) stands for that Service.</summary>
    private static V1Service Meant(V1Service service, IReadOnlyDictionary<string, V1Service> all) =>
        service.Spec.Type == "ExternalName" && service.Spec.ExternalName?.TrimEnd('.') is { } name && name.EndsWith(ClusterSuffix, StringComparison.Ordinal)
            && name[..^ClusterSuffix.Length].Split('.') is [var target, var ns] && all.TryGetValue($"{ns}/{target}", out var found)
            ? found
            : service;

    private static Name NameOf(V1Service service, IReadOnlyList<V1EndpointSlice> slices) =>
        new(service.Spec.ClusterIP ?? "", [.. (service.Spec.Ports ?? []).Select(port => new Port(port.Name ?? "", port.Port, [.. ServiceEndpoints.For(port, slices).Select(endpoint => endpoint.ToString())]))]);

    /// <summary>The pods of a headless Service have names of their own there (<c>web-0.web</c>), where they ask for them.</summary>
    private static IEnumerable<(string Hostname, IReadOnlyList<V1EndpointSlice> Slices)> ByHostname(V1Service service, IEnumerable<V1EndpointSlice> slices)
    {
        var present = slices.ToList();
        return service.Spec.ClusterIP != "None" ? [] : present
            .SelectMany(slice => slice.Endpoints ?? [])
            .Select(endpoint => endpoint.Hostname)
            .Where(hostname => !string.IsNullOrEmpty(hostname))
            .Distinct()
            .Select(hostname => (hostname, (IReadOnlyList<V1EndpointSlice>)[.. present.Select(slice => Only(slice, hostname))]));
    }

    private static V1EndpointSlice Only(V1EndpointSlice slice, string hostname) => new()
    {
        Metadata = slice.Metadata,
        AddressType = slice.AddressType,
        Ports = slice.Ports,
        Endpoints = [.. (slice.Endpoints ?? []).Where(endpoint => endpoint.Hostname == hostname)],
    };

    internal sealed record Name([property: JsonPropertyName("clusterIP")] string ClusterIP, [property: JsonPropertyName("ports")] IReadOnlyList<Port> Ports);

    internal sealed record Port(
        [property: JsonPropertyName("name")] string PortName,
        [property: JsonPropertyName("port")] int Number,
        [property: JsonPropertyName("endpoints")] IReadOnlyList<string> Endpoints);
}
