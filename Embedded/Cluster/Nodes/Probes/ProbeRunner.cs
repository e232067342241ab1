namespace Workshop.Cluster.Nodes.Probes;

/// <summary>Tries one probe of one running container until it is disposed of, or has said its last word (a startup probe's success, a failure that ends the container).</summary>
internal sealed class ProbeRunner : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ProbeKind _kind;
    private readonly ProbeSchedule _schedule;
    private readonly Func<CancellationToken, Task<ProbeOutcome>> _probe;
    private readonly IProbeListener _listener;
    private readonly TimeProvider _time;
    private readonly Task _running;
    private ProbeCounter _counter;

    public ProbeRunner(
        ProbeKind kind, ProbeSchedule schedule, ProbeCounter counter, Func<CancellationToken, Task<ProbeOutcome>> probe, IProbeListener listener, TimeProvider time)
    {
        (_kind, _schedule, _counter, _probe, _listener, _time) = (kind, schedule, counter, probe, listener, time);
        _running = RunAsync(_stopping.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task RunAsync(CancellationToken ct)
    {
        await Task.Delay(_schedule.InitialDelay, _time, ct).ConfigureAwait(false);
        var start = _time.GetTimestamp();
        var nextRegular = _schedule.FirstRegular;
        var hadSuccess = false;
        while (true)
        {
            var isRegular = _time.GetElapsedTime(start) >= nextRegular;
            var outcome = await TryAsync(ct).ConfigureAwait(false);
            ct.ThrowIfCancellationRequested();
            hadSuccess |= outcome.IsSuccess;
            if ((isRegular || outcome.IsSuccess) && Count(outcome))
            {
                return;
            }

            var elapsed = _time.GetElapsedTime(start);
            while (nextRegular <= elapsed && (isRegular || outcome.IsSuccess))
            {
                nextRegular += _schedule.Period;
            }

            await Task.Delay(_schedule.PauseAfter(elapsed, nextRegular, hadSuccess), _time, ct).ConfigureAwait(false);
        }
    }

    private async Task<ProbeOutcome> TryAsync(CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(_schedule.Timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            return await _probe(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return ProbeOutcome.Failure("context deadline exceeded");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever kept it from being tried: a pod whose probe is tried no more would stay as it is for ever.
            return ProbeOutcome.Failure(e.Message);
        }
    }

    /// <returns>True: nothing more to find out.</returns>
    private bool Count(ProbeOutcome outcome)
    {
        var before = _counter.Result;
        _counter = _counter.Add(outcome.IsSuccess);
        if (!outcome.IsSuccess)
        {
            _listener.OnProbeFailed(_kind, outcome.Message);
        }
        else if (outcome.IsWarning)
        {
            _listener.OnProbeWarned(_kind, outcome.Message);
        }

        if (_counter.Result is { } result && result != before)
        {
            _listener.OnProbeResult(_kind, result);
        }

        return _counter.Result switch
        {
            true => _kind == ProbeKind.Startup,
            false => _kind != ProbeKind.Readiness,
            null => false,
        };
    }
}
