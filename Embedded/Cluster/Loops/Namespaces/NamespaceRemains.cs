using Workshop.Cluster.Kinds;

namespace Workshop.Cluster.Loops.Namespaces;

/// <summary>What is left in a namespace that is being deleted.</summary>
/// <param name="Counts">Objects by kind.</param>
/// <param name="Finalizers">Objects by the finalizer that holds them.</param>
internal sealed record NamespaceRemains(IReadOnlyDictionary<ResourceKind, int> Counts, IReadOnlyDictionary<string, int> Finalizers)
{
    public bool IsEmpty => Counts.Count == 0;
}
