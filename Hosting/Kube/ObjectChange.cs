using k8s;
using k8s.Models;

namespace Workshop.Hosting.Kube;

/// <summary>What a watch brings.</summary>
internal abstract record ObjectChange<T>
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>All objects there are; what is not among them is gone. First, and again after a break.</summary>
    public sealed record Listed(IReadOnlyList<T> Items) : ObjectChange<T>;

    /// <summary>A new or changed object.</summary>
    public sealed record Present(T Item) : ObjectChange<T>;

    public sealed record Gone(T Item) : ObjectChange<T>;
}
