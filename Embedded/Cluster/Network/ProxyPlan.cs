using System.Net;
using k8s.Models;

namespace Workshop.Cluster.Network;

/// <summary>Decides where this machine listens for Services: cluster, node and external addresses. Touches nothing.</summary>
internal static class ProxyPlan
{
    private const int DefaultAffinitySeconds = 10_800;

    public static IReadOnlyList<ProxyPort> For(IEnumerable<V1Service> services, ILookup<string, V1EndpointSlice> slices, IReadOnlyList<NodePlace> nodes) =>
        [.. services.SelectMany(service => PortsOf(service, slices, nodes)).DistinctBy(port => port.Address)];

    private static IEnumerable<ProxyPort> PortsOf(V1Service service, ILookup<string, V1EndpointSlice> slices, IReadOnlyList<NodePlace> nodes)
    {
        var external = (service.Status?.LoadBalancer?.Ingress ?? []).Select(ingress => ingress.Ip);
        var addresses = external.Prepend(service.Spec.ClusterIP).Select(text => IPAddress.TryParse(text, out var address) ? address : null).OfType<IPAddress>().ToList();
        TimeSpan? affinity = service.Spec.SessionAffinity == "ClientIP"
            ? TimeSpan.FromSeconds(service.Spec.SessionAffinityConfig?.ClientIP?.TimeoutSeconds ?? DefaultAffinitySeconds)
            : null;
        foreach (var port in (service.Spec.Ports ?? []).Where(port => (port.Protocol ?? "TCP") == "TCP"))
        {
            var own = slices[$"{service.Metadata.NamespaceProperty}/{service.Metadata.Name}"].ToList();
            var endpoints = ServiceEndpoints.For(port, own);
            foreach (var address in addresses)
            {
                yield return new ProxyPort(service, new IPEndPoint(address, port.Port), endpoints, affinity);
            }

            foreach (var node in port.NodePort is > 0 ? nodes : [])
            {
                // A node whose own pods alone may answer has none, or fewer, endpoints.
                var local = service.Spec.ExternalTrafficPolicy == "Local" ? ServiceEndpoints.For(port, own, node.Name) : endpoints;
                yield return new ProxyPort(service, new IPEndPoint(node.Address, port.NodePort!.Value), local, affinity);
            }
        }
    }
}
