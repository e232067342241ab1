namespace Workshop.ClusterPage.Watching;

/// <summary>Keeps one kind of the snapshot true: list, watch, go on where a watch ended, list again when that is not possible; back off from what fails.</summary>
internal sealed partial class KindWatcher(IWatchedTable table, IClusterTransport transport, SnapshotHolder holder, TimeProvider time, Func<double> random, ILogger logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ForbiddenPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WatchLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ListLimit = TimeSpan.FromMinutes(1);

    /// <summary>A watch that lasted so long was a good one, even if nothing happened.</summary>
    private static readonly TimeSpan GoodWatch = TimeSpan.FromSeconds(5);

    private readonly KindReader _reader = new(table, transport);
    private readonly Backoff _backoff = new(FirstPause, LongestPause, random);

    // Null: list first.
    private string? _seen;

    public async Task RunAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var pause = await TryAsync(ct);
            await Task.Delay(pause, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>How long to wait before the next try.</returns>
    private async Task<TimeSpan> TryAsync(CancellationToken ct)
    {
        try
        {
            if (_seen is null)
            {
                await ListAsync(ct);
            }

            await FollowAsync(ct);

            // Ended by the API, as watches are now and then. One that ends at once, again and again, must not become a storm of requests.
            return _backoff.Next();
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            return TimeSpan.Zero;
        }
        catch (ApiRefusalException e) when (e.IsExpired)
        {
            LogListAgain(table.Kind, e.Message);
            _seen = null;
            return _backoff.Next();
        }
        catch (Exception e)
        {
            return Fail(e);
        }
    }

    private async Task ListAsync(CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(ListLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        var list = await _reader.ListAsync(either.Token);
        holder.Replace(table, list.Items);
        _seen = list.ResourceVersion;
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        var startedAt = time.GetTimestamp();
        try
        {
            await foreach (var change in _reader.WatchAsync(_seen!, WatchLimit * (1 + random()), ct))
            {
                holder.Apply(table, change);
                _seen = change.ResourceVersion.Length > 0 ? change.ResourceVersion : _seen;
            }
        }
        finally
        {
            if (time.GetElapsedTime(startedAt) >= GoodWatch)
            {
                _backoff.Reset();
            }
        }
    }

    private TimeSpan Fail(Exception trouble)
    {
        // Another cluster may answer next time: what was seen of this one counts for nothing there.
        _seen = null;
        var state = WatchTrouble.From(trouble, table.Kind);
        if (state is null)
        {
            LogMistake(trouble, table.Kind);
            state = new KindState(KindPhase.Failing, $"The cluster page failed to read {table.Kind}.", "See its log; it goes on trying.");
        }
        else
        {
            LogFailed(table.Kind, state.Problem);
        }

        holder.Fail(table.Kind, state);
        return state.Phase == KindPhase.Forbidden ? ForbiddenPause * (0.5 + random()) : _backoff.Next();
    }

    [LoggerMessage(EventId = 4402, Level = LogLevel.Debug, Message = "The watch of {Kind} goes no further back ({Reason}); listing again")]
    private partial void LogListAgain(WatchedKind kind, string reason);

    [LoggerMessage(EventId = 4403, Level = LogLevel.Debug, Message = "{Kind} cannot be followed: {Problem}")]
    private partial void LogFailed(WatchedKind kind, string problem);

    [LoggerMessage(EventId = 4404, Level = LogLevel.Error, Message = "Following {Kind} failed by a mistake of the cluster page's; it tries again")]
    private partial void LogMistake(Exception e, WatchedKind kind);
}
