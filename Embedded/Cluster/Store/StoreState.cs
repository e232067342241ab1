using System.Collections.Immutable;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Store;

/// <summary>All objects at one version, by resource: a kind's row may be replaced by another while its objects stay. Immutable: readers take the reference and need no lock.</summary>
internal sealed record StoreState(long ResourceVersion, ImmutableDictionary<string, ImmutableSortedDictionary<ObjectKey, StoredObject>> Resources)
{
    public static StoreState Empty(long version) =>
        new(version, ImmutableDictionary.Create<string, ImmutableSortedDictionary<ObjectKey, StoredObject>>(StringComparer.Ordinal));

    public ImmutableSortedDictionary<ObjectKey, StoredObject> Of(ResourceKind kind) =>
        Resources.GetValueOrDefault(kind.GroupResource, ImmutableSortedDictionary<ObjectKey, StoredObject>.Empty);

    public StoreState With(StoredObject item, long version) =>
        new(version, Resources.SetItem(item.Kind.GroupResource, Of(item.Kind).SetItem(item.Key, item)));

    public StoreState Without(StoredObject item, long version) =>
        new(version, Resources.SetItem(item.Kind.GroupResource, Of(item.Kind).Remove(item.Key)));
}
