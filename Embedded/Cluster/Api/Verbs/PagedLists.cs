using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Verbs;

/// <summary>
/// Lists that a client is paging through, so that all pages show one moment. Snapshots share their objects with the store: keeping one costs little.
/// A forgotten one is answered with 410, as Kubernetes does after five minutes.
/// </summary>
internal sealed class PagedLists(TimeProvider time)
{
    private const int Limit = 32;
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly LinkedList<Entry> _entries = [];

    public void Keep(ResourceKind kind, string? ns, ObjectSnapshot snapshot)
    {
        lock (_lock)
        {
            Forget_NeedsLock();
            if (Find_NeedsLock(kind, ns, snapshot.ResourceVersion) is not null)
            {
                return;
            }

            if (_entries.Count == Limit)
            {
                _entries.RemoveFirst();
            }

            _entries.AddLast(new Entry(kind, ns, snapshot, time.GetUtcNow() + KeptFor));
        }
    }

    public ObjectSnapshot? Find(ResourceKind kind, string? ns, long version)
    {
        lock (_lock)
        {
            Forget_NeedsLock();
            return Find_NeedsLock(kind, ns, version);
        }
    }

    private ObjectSnapshot? Find_NeedsLock(ResourceKind kind, string? ns, long version) =>
        _entries.FirstOrDefault(entry => entry.Kind == kind && entry.Namespace == ns && entry.Snapshot.ResourceVersion == version)?.Snapshot;

    private void Forget_NeedsLock()
    {
        var now = time.GetUtcNow();
        while (_entries.First is { } oldest && oldest.Value.EndsAt <= now)
        {
            _entries.RemoveFirst();
        }
    }

    private sealed record Entry(ResourceKind Kind, string? Namespace, ObjectSnapshot Snapshot, DateTimeOffset EndsAt);
}
