namespace Workshop.ClusterPage.Watching;

/// <summary>The one mutable place: the newest snapshot, swapped whole. Watches write, pages read.</summary>
internal sealed partial class SnapshotHolder : IClusterView, IDisposable
{
    /// <summary>How often pages are told of changes at most.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly IClusterTransport _transport;
    private readonly TimeProvider _time;
    private readonly ILogger<SnapshotHolder> _logger;
    private readonly ChangeSignal _signal;
    private volatile ClusterSnapshot _current;

    public SnapshotHolder(IClusterTransport transport, TimeProvider time, ILogger<SnapshotHolder> logger, ILogger<ChangeSignal> signalLogger)
    {
        _transport = transport;
        _time = time;
        _logger = logger;
        _signal = new ChangeSignal(Period, time, signalLogger);
        _current = new ClusterSnapshot(new ClusterConnection(ConnectionPhase.Connecting, "", "", ""), time.GetUtcNow());
    }

    public ClusterSnapshot Current => _current;

    public IDisposable Subscribe(Action changed) => _signal.Subscribe(changed);

    /// <summary>A kind has been listed: these are all of it, and it is live.</summary>
    public void Replace(IWatchedTable table, IReadOnlyList<WatchedObject> items) =>
        Swap(before => With(table.Replace(before, items), table.Kind, KindState.Live));

    public void Apply(IWatchedTable table, WatchChange change) => Swap(before => change switch
    {
        { Type: WatchChangeType.Put, Item: { } item } => table.Put(before, item),
        { Type: WatchChangeType.Removed, Item: { } item } => table.Remove(before, item),
        _ => before,
    });

    /// <summary>A kind cannot be followed; what was last seen of it stays.</summary>
    public void Fail(WatchedKind kind, KindState state) => Swap(before => before.Kinds[kind] == state ? before : With(before, kind, state));

    public void Dispose() => _signal.Dispose();

    private ClusterSnapshot With(ClusterSnapshot snapshot, WatchedKind kind, KindState state)
    {
        var kinds = snapshot.Kinds.SetItem(kind, state);
        return snapshot with { Kinds = kinds, Connection = ConnectionPlan.For(_transport.Server, kinds) };
    }

    private void Swap(Func<ClusterSnapshot, ClusterSnapshot> change)
    {
        lock (_lock)
        {
            var before = _current;
            var after = change(before);
            if (ReferenceEquals(before, after))
            {
                return;
            }

            _current = after with { Version = before.Version + 1, At = _time.GetUtcNow() };
            Tell(before.Connection, after.Connection);
        }

        _signal.Raise();
    }

    private void Tell(ClusterConnection before, ClusterConnection after)
    {
        switch (after.Phase)
        {
            case var phase when phase == before.Phase:
                break;
            case ConnectionPhase.Connected:
                LogConnected(after.Server);
                break;
            case ConnectionPhase.Lost:
                LogLost(after.Server, after.Reason);
                break;
            case ConnectionPhase.NotConfigured:
                LogNotConfigured(after.Reason, after.WhatToDo);
                break;
            default:
                break;
        }
    }

    [LoggerMessage(EventId = 4405, Level = LogLevel.Information, Message = "The cluster at {Server} is seen")]
    private partial void LogConnected(string server);

    [LoggerMessage(EventId = 4406, Level = LogLevel.Warning, Message = "The cluster at {Server} is not seen: {Reason}")]
    private partial void LogLost(string server, string reason);

    [LoggerMessage(EventId = 4407, Level = LogLevel.Warning, Message = "No cluster to watch: {Reason} {WhatToDo}")]
    private partial void LogNotConfigured(string reason, string whatToDo);
}
