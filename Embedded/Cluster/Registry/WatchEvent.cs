using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Registry;

internal enum WatchEventType
{
    Added,
    Modified,
    Deleted,
}

/// <summary>One change. <paramref name="Previous"/> lets a reader with a selector tell "left the selection" from "changed".</summary>
/// <param name="Object">The object after the change; for Deleted its last state, with the resourceVersion of the deletion.</param>
internal sealed record WatchEvent(WatchEventType Type, StoredObject Object, StoredObject? Previous);
