using k8s;
using k8s.Models;
using Workshop.Cluster.Objects;
using WatchEventType = Workshop.Cluster.Registry.WatchEventType;

namespace Workshop.Cluster.Loops;

/// <summary>A change in typed words.</summary>
/// <param name="Object">The object after the change; for Deleted its last state.</param>
internal sealed record InformerEvent<T>(WatchEventType Type, ObjectKey Key, T Object, T? Previous)
    where T : class, IKubernetesObject<V1ObjectMeta>;
