using System.Collections.Immutable;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Store;

/// <summary>All objects at one version. Immutable: readers take the reference and need no lock.</summary>
internal sealed record StoreState(long ResourceVersion, ImmutableDictionary<ResourceKind, ImmutableSortedDictionary<ObjectKey, StoredObject>> Kinds)
{
    public static StoreState Empty(long version) =>
        new(version, ImmutableDictionary.Create<ResourceKind, ImmutableSortedDictionary<ObjectKey, StoredObject>>(ReferenceEqualityComparer.Instance));

    public ImmutableSortedDictionary<ObjectKey, StoredObject> Of(ResourceKind kind) =>
        Kinds.GetValueOrDefault(kind, ImmutableSortedDictionary<ObjectKey, StoredObject>.Empty);

    public StoreState With(StoredObject item, long version) =>
        new(version, Kinds.SetItem(item.Kind, Of(item.Kind).SetItem(item.Key, item)));

    public StoreState Without(StoredObject item, long version) =>
        new(version, Kinds.SetItem(item.Kind, Of(item.Kind).Remove(item.Key)));
}
