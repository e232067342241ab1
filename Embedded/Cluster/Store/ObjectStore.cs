using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Store;

/// <summary>
/// Keeps all objects: in memory for reading, written through to one SQLite file. Every write gets the next resourceVersion and is
/// durable before anybody can see it. A write names the version it builds on and fails if that is no longer the newest.
/// </summary>
internal sealed class ObjectStore : IDisposable
{
    // A new store does not begin at 1, so that a version from nowhere (such as 1) is an expired one, as in Kubernetes.
    private const long FirstVersion = 100;

    // A pod has some ten in its life. Who has missed more of them lists anew, as it does with Kubernetes.
    private const int LoggedChangesPerKind = 2_000;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock _writer = new();
    private readonly SqliteLedger _ledger;
    private readonly ConcurrentDictionary<string, WatchLog> _logs = new(StringComparer.Ordinal);
    private readonly int _logged;
    private readonly long _opened;
    private volatile StoreState _state;

    private ObjectStore(SqliteLedger ledger, ServedKinds kinds, StoreState state, int logged)
    {
        Kinds = kinds;
        _ledger = ledger;
        _state = state;
        _opened = state.ResourceVersion;
        _logged = logged;
    }

    public long ResourceVersion => _state.ResourceVersion;

    /// <summary>The kinds that there are: the CustomResourceDefinitions among the objects say which.</summary>
    public ServedKinds Kinds { get; }

    /// <param name="path">The SQLite file.</param>
    /// <param name="loggedChanges">How many changes of a kind a watch can be behind.</param>
    /// <exception cref="ClusterException">The file cannot be opened.</exception>
    /// <exception cref="StoreDamageException">It is not whole.</exception>
    public static ObjectStore Open(string path, int loggedChanges = LoggedChangesPerKind)
    {
        var ledger = SqliteLedger.Open(path);
        try
        {
            var kinds = new ServedKinds();
            var state = StoreState.Empty(ledger.LoadVersion() ?? FirstVersion);

            // Definitions first: they say which other kinds there are.
            var definitions = KindTable.CustomResourceDefinition;
            var rows = ledger.Load().ToLookup(row => row.Group == definitions.GroupResource);
            foreach (var row in rows[true])
            {
                var item = row.As(definitions);
                state = state.With(item, state.ResourceVersion);
                kinds.Put(item);
            }

            // Those of kinds that another version served stay in the file.
            foreach (var row in rows[false])
            {
                if (kinds.Current.FindResource(row.Group) is { } kind)
                {
                    state = state.With(row.As(kind), state.ResourceVersion);
                }
            }

            return new ObjectStore(ledger, kinds, state, loggedChanges);
        }
        catch
        {
            ledger.Dispose();
            throw;
        }
    }

    /// <summary>Writes everything to another file, while nobody writes to this one.</summary>
    public void CopyTo(string path)
    {
        lock (_writer)
        {
            _ledger.CopyTo(path);
        }
    }

    /// <summary>The bytes of an object as they are stored and sent.</summary>
    public static byte[] Serialize(JsonNode body) => JsonSerializer.SerializeToUtf8Bytes(body, Plain);

    public StoredObject? Find(ResourceKind kind, ObjectKey key) => _state.Of(kind).GetValueOrDefault(key);

    public ObjectSnapshot List(ResourceKind kind, string? ns)
    {
        var state = _state;
        var items = state.Of(kind).Values;
        return new ObjectSnapshot([.. ns is null ? items : items.Where(item => item.Key.Namespace == ns)], state.ResourceVersion);
    }

    /// <returns>Null: there is an object of that name.</returns>
    public StoredObject? TryAdd(ResourceKind kind, ObjectKey key, string uid, JsonObject body)
    {
        lock (_writer)
        {
            return Find(kind, key) is null ? Save_NeedsLock(kind, key, uid, body, previous: null) : null;
        }
    }

    /// <returns>Null: <paramref name="current"/> is no longer the newest version.</returns>
    public StoredObject? TryReplace(StoredObject current, JsonObject body)
    {
        lock (_writer)
        {
            return IsNewest(current) ? Save_NeedsLock(current.Kind, current.Key, current.Uid, body, current) : null;
        }
    }

    /// <param name="last">The object's last state, if it differs from <paramref name="current"/>.</param>
    /// <returns>That state with the version of the removal; null: <paramref name="current"/> is no longer the newest version.</returns>
    public StoredObject? TryRemove(StoredObject current, JsonObject? last = null)
    {
        lock (_writer)
        {
            if (!IsNewest(current))
            {
                return null;
            }

            var version = _state.ResourceVersion + 1;
            var removed = Numbered(current.Kind, current.Key, current.Uid, last ?? current.ToJson(), version);
            _ledger.Remove(current, version);
            _state = _state.Without(current, version);
            if (ReferenceEquals(current.Kind, KindTable.CustomResourceDefinition))
            {
                Kinds.Remove(removed);
            }

            Log(current.Kind).Append(new WatchEvent(WatchEventType.Deleted, removed, current));
            return removed;
        }
    }

    /// <summary>Changes after <paramref name="since"/>, in order, until cancelled.</summary>
    /// <exception cref="StatusException">410 Expired; 504 when <paramref name="since"/> lies in the future.</exception>
    public async IAsyncEnumerable<WatchEvent> WatchAsync(ResourceKind kind, string? ns, long since, [EnumeratorCancellation] CancellationToken ct)
    {
        if (since > ResourceVersion)
        {
            throw StatusErrors.TooLargeVersion(since, ResourceVersion);
        }

        var log = Log(kind);
        while (true)
        {
            var (changes, next) = log.ReadAfter(since);
            foreach (var change in changes ?? throw StatusErrors.Expired(since, _opened))
            {
                since = change.Object.ResourceVersion;
                if (ns is null || change.Object.Key.Namespace == ns)
                {
                    yield return change;
                }
            }

            await next.WaitAsync(ct);
        }
    }

    /// <value>What is done before the file is closed.</value>
    public Action? Closing { get; set; }

    public void Dispose()
    {
        lock (_writer)
        {
            Closing?.Invoke();
            Closing = null;
            _ledger.Dispose();
        }
    }

    private static StoredObject Numbered(ResourceKind kind, ObjectKey key, string uid, JsonObject body, long version)
    {
        body["metadata"]!.AsObject()["resourceVersion"] = version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new StoredObject(kind, key, uid, version, Serialize(body));
    }

    private StoredObject Save_NeedsLock(ResourceKind kind, ObjectKey key, string uid, JsonObject body, StoredObject? previous)
    {
        var item = Numbered(kind, key, uid, body, _state.ResourceVersion + 1);
        _ledger.Save(item);
        _state = _state.With(item, item.ResourceVersion);
        if (ReferenceEquals(kind, KindTable.CustomResourceDefinition))
        {
            Kinds.Put(item);
        }

        Log(kind).Append(new WatchEvent(previous is null ? WatchEventType.Added : WatchEventType.Modified, item, previous));
        return item;
    }

    // No two versions of any objects are the same number.
    private bool IsNewest(StoredObject current) => Find(current.Kind, current.Key)?.ResourceVersion == current.ResourceVersion;

    // A log made later than the store's opening has missed nothing: every write of its kind makes it first.
    private WatchLog Log(ResourceKind kind) => _logs.GetOrAdd(kind.GroupResource, _ => new WatchLog(_logged, _opened));
}
