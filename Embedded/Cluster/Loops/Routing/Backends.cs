using System.Globalization;
using k8s.Models;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Routing;

/// <summary>Addresses of the Services that rules name.</summary>
internal sealed class Backends(IClusterClient cluster)
{
    /// <param name="port">Number or name; null: the only one.</param>
    /// <returns>Null: there is no such Service, or no such port of it.</returns>
    public string? Find(string ns, string name, string? port)
    {
        var ports = cluster.Find<V1Service>(ns, name)?.Spec.Ports ?? [];
        var found = port is null ? ports.Count == 1 ? ports[0] : null
            : ports.FirstOrDefault(candidate => candidate.Name == port || candidate.Port.ToString(CultureInfo.InvariantCulture) == port);
        return found is null ? null : string.Create(CultureInfo.InvariantCulture, $"http://{name}.{ns}:{found.Port}");
    }
}
