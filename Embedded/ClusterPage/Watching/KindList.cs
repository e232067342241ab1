namespace Workshop.ClusterPage.Watching;

/// <param name="ResourceVersion">From where a watch goes on.</param>
internal sealed record KindList(IReadOnlyList<WatchedObject> Items, string ResourceVersion);
