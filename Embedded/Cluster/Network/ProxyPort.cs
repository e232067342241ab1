using System.Collections.Immutable;
using System.Net;
using k8s.Models;

namespace Workshop.Cluster.Network;

/// <summary>One address and port at which a Service is to be reached, and what stands behind it now.</summary>
/// <param name="Affinity">How long a client stays with its endpoint; null: each connection goes to the next one.</param>
internal sealed record ProxyPort(V1Service Service, IPEndPoint Address, ImmutableArray<IPEndPoint> Endpoints, TimeSpan? Affinity)
{
    public string Key => $"{Service.Metadata.NamespaceProperty}/{Service.Metadata.Name}";
}
