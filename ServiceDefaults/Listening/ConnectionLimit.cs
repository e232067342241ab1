using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Workshop.ServiceDefaults.Listening;

/// <summary>
/// How many connections of clients there may be at once, on all of the application's listeners together and whatever became of them (Kestrel's own limit forgets WebSockets). Each takes memory before it has
/// said a word. One more is closed unanswered, before its TLS handshake; the metric counts each, the log tells of them once a minute. Health has a listener of its own, and is not concerned.
/// </summary>
/// <remarks>A service that wants it registers one.</remarks>
public sealed partial class ConnectionLimit
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Counter<long> _refusals;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly int _most;
    private readonly string _setting;
    private int _open;
    private long _untold;
    private DateTimeOffset _quietUntil;

    /// <param name="most">From 1.</param>
    /// <param name="setting">By which it is raised.</param>
    /// <param name="meters">Where refusals are counted.</param>
    /// <param name="time">For the log's pause.</param>
    /// <param name="logger">Where refusals are told.</param>
    public ConnectionLimit(int most, string setting, IMeterFactory meters, TimeProvider time, ILogger<ConnectionLimit> logger)
    {
        ArgumentNullException.ThrowIfNull(meters);
        (_most, _setting, _time, _logger) = (most, setting, time, logger);
        _refusals = meters.Create("Workshop.ServiceDefaults").CreateCounter<long>("workshop.connections.refused", "{connection}", "Connections that were closed unanswered because there were too many.");
    }

    internal async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (Interlocked.Increment(ref _open) > _most)
        {
            Interlocked.Decrement(ref _open);
            Refuse();
            connection.Abort(new ConnectionAbortedException("There are too many connections."));
            return;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private void Refuse()
    {
        _refusals.Add(1);
        long count;
        lock (_lock)
        {
            _untold++;
            var now = _time.GetUtcNow();
            if (now < _quietUntil)
            {
                return;
            }

            _quietUntil = now + Pause;
            (count, _untold) = (_untold, 0);
        }

        LogRefused(count, _most, _setting);
    }

    [LoggerMessage(EventId = 5013, Level = LogLevel.Warning, Message = "{Count} connections were closed unanswered since this was last said: there are {Most} already. If they are honest ones, raise {Setting} and the memory for it, or add replicas")]
    private partial void LogRefused(long count, int most, string setting);
}
