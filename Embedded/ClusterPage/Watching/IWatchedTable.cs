using System.Text.Json;

namespace Workshop.ClusterPage.Watching;

/// <summary>One watched kind: where it is read, and where its objects stand in a snapshot.</summary>
internal interface IWatchedTable
{
    WatchedKind Kind { get; }

    /// <value>Such as <c>/api/v1/pods</c>.</value>
    string Path { get; }

    /// <exception cref="JsonException">It is no object of this kind.</exception>
    WatchedObject Shape(JsonElement json);

    /// <summary>The snapshot with exactly these objects; those that have not changed stay the same instances, so that a comparison is cheap.</summary>
    ClusterSnapshot Replace(ClusterSnapshot snapshot, IReadOnlyList<WatchedObject> items);

    ClusterSnapshot Put(ClusterSnapshot snapshot, WatchedObject item);

    ClusterSnapshot Remove(ClusterSnapshot snapshot, WatchedObject item);
}
