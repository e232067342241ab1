using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Registry;

/// <summary>Makes the objects of a kind that nobody stores.</summary>
internal interface IComputedKind
{
    ResourceKind Kind { get; }

    /// <param name="stored">The stored objects that they are made from.</param>
    /// <param name="ns">Null: all namespaces.</param>
    /// <returns>Ordered by namespace and name.</returns>
    IReadOnlyList<StoredObject> List(IObjectRegistry stored, string? ns);

    /// <exception cref="StatusException">404 NotFound.</exception>
    StoredObject Get(IObjectRegistry stored, ObjectKey key);
}
