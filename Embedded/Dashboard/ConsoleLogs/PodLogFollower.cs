namespace Workshop.Dashboard.ConsoleLogs;

/// <summary>Reads one container's log into a buffer, over restarts of the container and absences of the cluster, until it is told to stop.</summary>
internal sealed class PodLogFollower(IPodLogs logs, LogSource source, LogRequest request, TimeProvider time, Action<LogLine> add)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    private DateTimeOffset? _last;
    private string _note = "";

    public async Task RunAsync(CancellationToken ct)
    {
        var pause = FirstPause;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var lines = await ReadAsync(ct);
                if (!request.Follow)
                {
                    return;
                }

                // It ended with its container, which may be started again.
                pause = lines > 0 ? FirstPause : Longer(pause);
            }
            catch (PodLogException e)
            {
                Note(e.Message);
                if (e.IsFinal)
                {
                    return;
                }

                pause = Longer(pause);
            }

            await Task.Delay(pause, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<int> ReadAsync(CancellationToken ct)
    {
        // A runtime stamps all lines of one write alike: only what an earlier reading has shown may be left out by its time.
        var (count, shown) = (0, _last);
        try
        {
            await using var stream = await logs.OpenAsync(source, request, ct);
            await foreach (var text in LineReader.LinesOf(stream, ct))
            {
                var line = LogLine.Parse(source.Pod.Name, text);
                if (line.At is null || shown is null || line.At > shown)
                {
                    _last = line.At ?? _last;
                    _note = "";
                    count++;
                    add(line);
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The page was closed, or shows another log.
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
        {
            throw new PodLogException($"The log of '{source.Pod.Name}' broke off ({e.Message}); trying again.", isFinal: false, e);
        }

        return count;
    }

    // Once, not at each try.
    private void Note(string text)
    {
        if (text != _note)
        {
            _note = text;
            add(new LogLine(time.GetUtcNow(), source.Pod.Name, text, IsNote: true));
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;
}
