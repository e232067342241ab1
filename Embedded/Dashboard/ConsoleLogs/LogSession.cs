using System.Collections.Immutable;

namespace Workshop.Dashboard.ConsoleLogs;

/// <summary>The logs that one page follows: sources come and go, the lines stay. Nothing of it outlives the page.</summary>
internal sealed class LogSession(IPodLogs logs, TimeProvider time, Action changed) : IAsyncDisposable
{
    /// <value>Lines of all sources together.</value>
    public const int Capacity = 10_000;

    /// <value>Followed at a time; each is a connection to the cluster.</value>
    public const int MostSources = 40;

    private readonly LogBuffer _buffer = new(Capacity);
    private readonly Dictionary<LogSource, (Task Task, CancellationTokenSource Stop)> _followers = [];
    private readonly List<Task> _ending = [];
    private long _total;

    /// <value>Sources that are not followed, for there are too many.</value>
    public int LeftOut { get; private set; }

    /// <value>All lines that ever came; grows.</value>
    public long Total => Interlocked.Read(ref _total);

    public long Dropped => _buffer.Dropped;

    public ImmutableArray<LogLine> Lines => _buffer.Snapshot();

    /// <summary>Follows these, and no others. Called by the page alone, one call at a time.</summary>
    public void Follow(IReadOnlyCollection<LogSource> sources, bool previous)
    {
        var request = new LogRequest(Follow: !previous, previous, TailLines: sources.Count > 1 ? 500 : 5000);
        var wanted = sources.Take(MostSources).ToHashSet();
        LeftOut = sources.Count - wanted.Count;
        Stop(_followers.Keys.Where(source => !wanted.Contains(source)));
        foreach (var source in wanted.Where(source => !_followers.ContainsKey(source)))
        {
            var stop = new CancellationTokenSource();
            var follower = new PodLogFollower(logs, source, request, time, line => Add(line, stop.Token));
            _followers[source] = (Task.Run(() => follower.RunAsync(stop.Token), CancellationToken.None), stop);
        }
    }

    /// <summary>Another log is wanted: nothing of the old one stays.</summary>
    public void Restart()
    {
        Stop(_followers.Keys);
        Clear();
    }

    /// <summary>Forgets the lines that are there.</summary>
    public void Clear()
    {
        _buffer.Clear();
        Interlocked.Increment(ref _total);
    }

    public async ValueTask DisposeAsync()
    {
        Stop(_followers.Keys);
        await Task.WhenAll(_ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Add(LogLine line, CancellationToken stopped)
    {
        // One that was told to stop may still have a line in its hands.
        if (stopped.IsCancellationRequested)
        {
            return;
        }

        _buffer.Add(line);
        Interlocked.Increment(ref _total);
        changed();
    }

    private void Stop(IEnumerable<LogSource> sources)
    {
        foreach (var source in sources.ToList())
        {
            _followers.Remove(source, out var follower);
            follower.Stop.Cancel();
            _ending.RemoveAll(task => task.IsCompleted);
            _ending.Add(EndAsync(follower.Task, follower.Stop));
        }
    }

    private static async Task EndAsync(Task task, CancellationTokenSource stop)
    {
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }
}
