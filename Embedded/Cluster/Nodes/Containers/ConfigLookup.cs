using k8s.Models;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Nodes.Containers;

/// <summary>The ConfigMaps and Secrets of a pod's namespace, and tokens of its ServiceAccount.</summary>
internal sealed record ConfigLookup(Func<string, V1ConfigMap?> FindConfigMap, Func<string, V1Secret?> FindSecret)
{
    public Func<V1Pod, V1ServiceAccountTokenProjection, byte[]> TokenOf { get; init; } = (_, _) => throw new ContainerConfigException("no tokens are made here");

    /// <value>Where the volume of a claim lies on this machine.</value>
    public Func<string, string> FolderOfClaim { get; init; } = claim => throw new ContainerConfigException($"persistentvolumeclaim \"{claim}\" not found");

    public static ConfigLookup Of(IClusterClient client, string ns) =>
        new(name => client.Find<V1ConfigMap>(ns, name), name => client.Find<V1Secret>(ns, name));
}
