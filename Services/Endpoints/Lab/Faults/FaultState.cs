using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Workshop.Endpoints.Lab.Faults;

/// <summary>The faults in force. They live in this process only, and not longer than they were asked for.</summary>
internal sealed partial class FaultState : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly ILogger<FaultState> _logger;
    private readonly ITimer _end;
    private readonly Counter<long> _injected;
    private volatile FaultPlan _current = FaultPlan.None;
    private MemoryLoad? _memory;
    private CpuLoad? _cpu;

    public FaultState(TimeProvider time, IMeterFactory meters, ILogger<FaultState> logger)
    {
        _time = time;
        _logger = logger;
        _end = time.CreateTimer(_ => Clear(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _injected = meters.Create("Workshop.Endpoints").CreateCounter<long>("workshop.faults.injected", "{request}", "Requests that a lab's fault delayed or answered with an error.");
    }

    public FaultPlan Current => _current;

    /// <summary>Puts this plan in the place of the one before.</summary>
    /// <exception cref="OutOfMemoryException">This process cannot have the memory; no fault is in force then.</exception>
    public void Set(FaultPlan plan)
    {
        lock (_lock)
        {
            Release_NeedsLock();
            _memory = new MemoryLoad(plan.MemoryMiB);
            _cpu = new CpuLoad(plan.Cpus);
            _current = plan;
            _end.Change(TimeSpan.FromSeconds(plan.Seconds), Timeout.InfiniteTimeSpan);
        }

        LogSet(plan.LatencyMs, plan.ErrorRate, plan.MemoryMiB, plan.Cpus, plan.Seconds);
    }

    public void Clear()
    {
        lock (_lock)
        {
            if (_current == FaultPlan.None)
            {
                return;
            }

            Release_NeedsLock();
        }

        LogCleared();
    }

    /// <param name="kind">latency or error.</param>
    public void Count(string kind) => _injected.Add(1, new KeyValuePair<string, object?>("workshop.fault.kind", kind));

    public Task Delay(int milliseconds, CancellationToken ct) => Task.Delay(TimeSpan.FromMilliseconds(milliseconds), _time, ct);

    public void Dispose()
    {
        lock (_lock)
        {
            Release_NeedsLock();
            _end.Dispose();
        }
    }

    private void Release_NeedsLock()
    {
        _current = FaultPlan.None;
        _end.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _cpu?.Dispose();
        _memory?.Dispose();
        (_cpu, _memory) = (null, null);
    }

    [LoggerMessage(EventId = 5110, Level = LogLevel.Warning, Message = "Faults on purpose: {LatencyMs} ms, error rate {ErrorRate}, {MemoryMiB} MiB, {Cpus} processors, for {Seconds} s")]
    private partial void LogSet(int latencyMs, double errorRate, int memoryMiB, double cpus, int seconds);

    [LoggerMessage(EventId = 5111, Level = LogLevel.Information, Message = "No faults on purpose any more")]
    private partial void LogCleared();
}
