using k8s.Models;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Nodes.Containers;

/// <summary>The ConfigMaps and Secrets of a pod's namespace.</summary>
internal sealed record ConfigLookup(Func<string, V1ConfigMap?> FindConfigMap, Func<string, V1Secret?> FindSecret)
{
    public static ConfigLookup Of(IClusterClient client, string ns) =>
        new(name => client.Find<V1ConfigMap>(ns, name), name => client.Find<V1Secret>(ns, name));
}
