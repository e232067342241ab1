using System.Collections.Concurrent;

namespace Workshop.Labs.Load;

/// <summary>
/// Sends requests at a fixed rate whether or not answers come (open loop), so that a slow server cannot hide by slowing its client. Bounded: a request
/// whose turn finds too many others under way is not sent, and counts as such.
/// </summary>
internal sealed class LoadRun(LoadTarget target, int perSecond, TimeProvider time)
{
    private const int MostUnderWay = 500;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);
    private readonly LoadRecorder _recorder = new();
    private readonly ConcurrentDictionary<Task, byte> _underWay = new();
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private readonly long _from = time.GetTimestamp();
    private int _sent;

    /// <summary>How it stands now.</summary>
    public LoadReport Report() => _recorder.Report(target.Name, _startedAt, time.GetUtcNow(), perSecond, Due(Elapsed), Volatile.Read(ref _sent));

    /// <summary>Sends until the duration has passed or the token ends it, and waits for the answers under way.</summary>
    public async Task<LoadReport> RunAsync(TimeSpan? duration, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Tick, time);
        var turns = 0;
        TimeSpan now;
        do
        {
            await TicksAsync(timer, ct);
            now = duration is { } limit && Elapsed > limit ? limit : Elapsed;
            for (var due = Due(now); turns < due; turns++)
            {
                if (_underWay.Count < MostUnderWay)
                {
                    Interlocked.Increment(ref _sent);
                    Track(RequestAsync());
                }
            }
        }
        while (!ct.IsCancellationRequested && (duration is null || now < duration));

        var intended = turns;
        await Task.WhenAll(_underWay.Keys);
        return _recorder.Report(target.Name, _startedAt, time.GetUtcNow(), perSecond, intended, _sent);
    }

    private TimeSpan Elapsed => time.GetElapsedTime(_from);

    private int Due(TimeSpan elapsed) => (int)(elapsed.TotalSeconds * perSecond);

    private static async Task TicksAsync(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException)
        {
            // The end is looked at by the caller, after the turns that were due.
        }
    }

    private void Track(Task request)
    {
        _underWay[request] = 0;
        _ = request.ContinueWith(done => _underWay.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task RequestAsync()
    {
        // The loop that keeps the rate waits for nothing, not even for a connection's synchronous part.
        await Task.Yield();
        var from = Elapsed;
        using var patience = new CancellationTokenSource(AnswerLimit, time);
        try
        {
            using var answer = await target.SendAsync(patience.Token);
            var body = await answer.Content.ReadAsStringAsync(patience.Token);
            if (answer.IsSuccessStatusCode)
            {
                var version = Header(answer, "Workshop-Version") is { Length: > 0 } said ? said : LoadRecorder.VersionIn(body);
                _recorder.Succeeded(from, Elapsed - from, version, Header(answer, "Workshop-Pod"));
            }
            else
            {
                _recorder.Failed(from, $"{(int)answer.StatusCode} {answer.ReasonPhrase}");
            }
        }
        catch (HttpRequestException e)
        {
            _recorder.Failed(from, e.GetBaseException().Message);
        }
        catch (OperationCanceledException)
        {
            _recorder.Failed(from, $"no answer within {AnswerLimit.TotalSeconds:0} s");
        }
    }

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : string.Empty;
}
