using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Registry;

/// <summary>All objects of a kind at one moment, ordered by namespace and name, and the store's version at that moment: watch from there.</summary>
internal sealed record ObjectSnapshot(IReadOnlyList<StoredObject> Items, long ResourceVersion);
