using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Workshop.ServiceDefaults.Health;

/// <summary>
/// What this process needs from others, and does without while it must: seen in health details, in metrics, and in the log once for each change.
/// Neither liveness nor readiness depends on it: a restart mends nobody else, and pods that all step aside serve nobody.
/// </summary>
public sealed partial class Dependencies
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, DependencyState> _states = new(StringComparer.Ordinal);
    private readonly HashSet<(string Name, string Reason)> _said = [];
    private readonly Dictionary<string, TimeSpan> _past = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public Dependencies(IMeterFactory meters, TimeProvider time, ILogger<Dependencies> logger)
    {
        ArgumentNullException.ThrowIfNull(meters);
        (_time, _logger) = (time, logger);
        meters.Create("Workshop.ServiceDefaults").CreateObservableCounter("workshop.degraded.time", Measure, "s", "Time without something that this process should have, by what it is.");
    }

    /// <summary>Fires after each change, outside of the lock.</summary>
    public event Action? Changed;

    public bool IsDegraded => All.Any(state => state.IsDegraded);

    public IReadOnlyList<DependencyState> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _states.Values.OrderBy(state => state.Name, StringComparer.Ordinal)];
            }
        }
    }

    /// <param name="name">Such as <c>redis</c>.</param>
    /// <param name="reason">What is wrong and what goes on meanwhile, without anything secret.</param>
    public void Lost(string name, string reason) => Become(name, reason);

    /// <summary>It is there, for the first time or again.</summary>
    public void Found(string name) => Become(name, reason: null);

    private void Become(string name, string? reason)
    {
        DependencyState? before;
        bool isNews;
        var now = _time.GetUtcNow();
        lock (_lock)
        {
            before = _states.GetValueOrDefault(name);
            if (before is not null && before.Reason == reason)
            {
                return;
            }

            // Another reason is no other outage.
            var since = before is { IsDegraded: true } && reason is not null ? before.Since : now;
            if (before is { IsDegraded: true } && reason is null)
            {
                _past[name] = PastOf(name) + (now - before.Since);
            }

            _states[name] = new DependencyState(name, reason, since);
            if (reason is null)
            {
                _said.RemoveWhere(one => one.Name == name);
            }

            isNews = reason is null || _said.Add((name, reason));
        }

        if (isNews)
        {
            Log(name, before, reason, now);
        }

        Changed?.Invoke();
    }

    // Within one outage each reason is told once, however often they alternate.
    private void Log(string name, DependencyState? before, string? reason, DateTimeOffset now)
    {
        if (reason is not null && before is { IsDegraded: true })
        {
            LogStill(name, reason);
        }
        else if (reason is not null)
        {
            LogLost(name, reason);
        }
        else if (before is { IsDegraded: true })
        {
            LogFound(name, (now - before.Since).TotalSeconds);
        }
    }

    private IEnumerable<Measurement<double>> Measure()
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            return [.. _states.Values.Select(state => new Measurement<double>(
                (PastOf(state.Name) + (state.IsDegraded ? now - state.Since : TimeSpan.Zero)).TotalSeconds,
                new KeyValuePair<string, object?>("dependency", state.Name)))];
        }
    }

    private TimeSpan PastOf(string name) => _past.GetValueOrDefault(name);

    [LoggerMessage(EventId = 5040, Level = LogLevel.Warning, Message = "Degraded: '{Dependency}' {Reason}")]
    private partial void LogLost(string dependency, string reason);

    [LoggerMessage(EventId = 5042, Level = LogLevel.Information, Message = "Still degraded: '{Dependency}' now {Reason}")]
    private partial void LogStill(string dependency, string reason);

    [LoggerMessage(EventId = 5041, Level = LogLevel.Information, Message = "'{Dependency}' is there again, after {Seconds:0.0} s")]
    private partial void LogFound(string dependency, double seconds);
}
