namespace Workshop.ClusterPage.Watching;

/// <param name="Item">Null of a bookmark.</param>
internal sealed record WatchChange(WatchChangeType Type, WatchedObject? Item, string ResourceVersion);
