using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Workshop.ServiceDefaults.Life;

/// <summary>
/// Runs loops that must not end while the process lives. Each handles the failures that it knows; what it does not know is logged and counted here, and the loop begins anew after a pause: neither a
/// part that is silently gone nor a process that ends for it.
/// </summary>
public sealed partial class RestartingRunner
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    // Whoever has run for so long fails for the first time.
    private static readonly TimeSpan Steady = TimeSpan.FromMinutes(5);

    private readonly Counter<long> _restarts;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public RestartingRunner(IMeterFactory meters, TimeProvider time, ILogger<RestartingRunner> logger)
    {
        ArgumentNullException.ThrowIfNull(meters);
        (_time, _logger) = (time, logger);
        _restarts = meters.Create("Workshop.ServiceDefaults").CreateCounter<long>("workshop.restarts", "{restart}", "Parts of this process that failed unexpectedly and began anew, by what they are.");
    }

    /// <returns>When the work has ended by itself, or the token has fired.</returns>
    /// <param name="part">What it is, for people and metrics, such as <c>revocation feed</c>: one of few.</param>
    /// <param name="work">The loop.</param>
    /// <param name="ct">Ends it.</param>
    public async Task RunAsync(string part, Func<CancellationToken, Task> work, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(work);
        var backoff = new Backoff(FirstPause, LongestPause, _time);
        while (!ct.IsCancellationRequested)
        {
            var begunAt = _time.GetTimestamp();
            try
            {
                await work(ct);
                return;
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The edge of a loop: whatever it is, it is told, and the loop begins anew.
            catch (Exception e)
#pragma warning restore CA1031
            {
                _restarts.Add(1, new KeyValuePair<string, object?>("workshop.part", part));
                LogFailed(e, part);
            }

            if (_time.GetElapsedTime(begunAt) >= Steady)
            {
                backoff.Reset();
            }

            await backoff.WaitAsync(changed: null, ct);
        }
    }

    [LoggerMessage(EventId = 5050, Level = LogLevel.Error, Message = "'{Part}' failed unexpectedly and begins anew")]
    private partial void LogFailed(Exception reason, string part);
}
