using k8s;
using k8s.Models;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Loops.Garbage;

/// <summary>An object of any kind, for an event about it.</summary>
internal sealed class BondObject(StoredObject item, V1ObjectMeta metadata) : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = item.Kind.ApiVersion;

    public string Kind { get; set; } = item.Kind.Kind;

    public V1ObjectMeta Metadata { get; set; } = metadata;
}
