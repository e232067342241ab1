using k8s.Models;
using Microsoft.Extensions.Logging;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Nodes.Containers;
using Workshop.Cluster.Nodes.Logs;
using Workshop.Cluster.Nodes.Probes;
using Workshop.Cluster.Nodes.Processes;
using Workshop.Cluster.Nodes.Streams;

namespace Workshop.Cluster.Nodes.Pods;

/// <summary>Owns one run of a container from its start to its end: process, log, hooks and probes. What happens goes to the pod's worker as signals.</summary>
internal sealed partial class ContainerRun : IProbeListener, IAsyncDisposable
{
    /// <summary>What a program has left to end after its preStop hook used up the grace period.</summary>
    private static readonly TimeSpan LeastAfterHook = TimeSpan.FromSeconds(2);

    /// <summary>How long to wait for output that a process outside the container still holds open.</summary>
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(2);

    private readonly PodServices _services;
    private readonly PodEvents _events;
    private readonly Action<PodSignal> _post;
    private readonly V1Container _container;
    private readonly ContainerSetup _setup;
    private readonly ILaunchedProcess _process;
    private readonly LogWriter _log;
    private readonly ProbeTarget _target;
    private readonly ContainerProbes _probes;
    private readonly CancellationTokenSource _ended = new();
    private readonly ITimer _killing;
    private readonly Lock _lock = new();
    private readonly Uptime _uptime;
    private Task _stopping = Task.CompletedTask;
    private TimeSpan? _killAt;
    private volatile bool _isOutOfMemory;

    public ContainerRun(PodServices services, PodEvents events, Action<PodSignal> post, string podIp, V1Container container, ContainerSetup setup, ILaunchedProcess process, LogWriter log, string id)
    {
        (_services, _events, _post, _container, _setup, _process, _log, Id) = (services, events, post, container, setup, process, log, id);
        StartedAt = services.Time.GetUtcNow();
        _uptime = new Uptime(services.Time);
        Ending = _ended.Token;
        Attached = new AttachPoint(process, container.StdinOnce == true, services.Time);
        _target = new ProbeTarget(podIp, container, setup, process.Id);
        _probes = new ContainerProbes(services.Prober, _target, this, services.Time);
        _killing = services.Time.CreateTimer(_ => process.Signal(ProcessSignal.Kill), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (container.Resources?.Limits?.TryGetValue("memory", out var limit) == true && limit.ToDecimal() > 0)
        {
            services.Memory.Watch(id, process, (long)limit.ToDecimal(), OnOutOfMemory);
        }

        Ended = LiveAsync();
    }

    public string Id { get; }

    public int ProcessId => _process.Id;

    public DateTimeOffset StartedAt { get; }

    public ContainerSetup Setup => _setup;

    /// <summary>Fires when the program has ended.</summary>
    public CancellationToken Ending { get; }

    /// <summary>Where clients join its streams.</summary>
    public AttachPoint Attached { get; }

    /// <summary>Done when the process has ended, its log is complete, and its end has been told.</summary>
    public Task Ended { get; }

    /// <summary>Asks the program to end: hook, TERM, and KILL when the time is up. Asked again, only an earlier end counts.</summary>
    /// <param name="everythingEnds">Nobody is left who would have to notice first: a hook that only sleeps is skipped.</param>
    public void Stop(TimeSpan grace, bool everythingEnds = false)
    {
        lock (_lock)
        {
            var killAt = _uptime.Now + grace;
            if (_killAt is { } before && before <= killAt)
            {
                return;
            }

            if (_killAt is null)
            {
                _stopping = StopAsync(grace, everythingEnds && _container.Lifecycle?.PreStop?.Sleep is not null ? null : _container.Lifecycle?.PreStop);
            }

            KillAt_NeedsLock(killAt);
        }
    }

    public void OnProbeFailed(ProbeKind kind, string message) =>
        _events.Record(PodEvent.Warning("Unhealthy", $"{kind} probe failed: {message}"), _container.Name);

    public void OnProbeWarned(ProbeKind kind, string message) =>
        _events.Record(PodEvent.Warning("ProbeWarning", $"{kind} probe warning: {message}"), _container.Name);

    public void OnProbeResult(ProbeKind kind, bool isSuccess) => _post(new RunProbed(_container.Name, Id, kind, isSuccess));

    /// <summary>Waits for the end of a run that was stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        await Ended.ConfigureAwait(false);
        _ended.Dispose();
    }

    private void OnOutOfMemory()
    {
        _isOutOfMemory = true;
        _process.Signal(ProcessSignal.Kill);
    }

    private void KillAt_NeedsLock(TimeSpan killAt)
    {
        _killAt = killAt;
        var left = killAt - _uptime.Now;
        if (left <= TimeSpan.Zero)
        {
            _process.Signal(ProcessSignal.Kill);
        }
        else if (!_ended.IsCancellationRequested)
        {
            _killing.Change(left, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task StopAsync(TimeSpan grace, V1LifecycleHandler? hook)
    {
        // Elsewhere, as the caller holds the lock.
        await Task.Yield();
        await _probes.StopLivenessAsync().ConfigureAwait(false);
        if (hook is not null && grace > TimeSpan.Zero && !_process.Exited.IsCompleted)
        {
            // Until the hook has ended, the program goes on serving.
            if (!await _services.Hooks.RunAsync(hook, _target, grace, _ended.Token).ConfigureAwait(false) && !_ended.IsCancellationRequested)
            {
                _events.Record(PodEvent.Warning("FailedPreStopHook", "PreStopHook failed"), _container.Name);
            }

            lock (_lock)
            {
                var least = _uptime.Now + LeastAfterHook;
                if (_killAt < least)
                {
                    KillAt_NeedsLock(least);
                }
            }
        }

        if (grace > TimeSpan.Zero)
        {
            _process.Signal(ProcessSignal.Terminate);
        }
    }

    private async Task LiveAsync()
    {
        var output = Task.WhenAll(
            _log.PumpAsync(_process.Output, "stdout", bytes => Attached.PublishAsync(isError: false, bytes)),
            _log.PumpAsync(_process.Error, "stderr", bytes => Attached.PublishAsync(isError: true, bytes)));
        var starting = StartAsync();
        var exitCode = await _process.Exited.ConfigureAwait(false);
        var finishedAt = _services.Time.GetUtcNow();
        _services.Meter.Forget(Id);
        _services.Memory.Forget(Id);
        await _ended.CancelAsync().ConfigureAwait(false);
        await _killing.DisposeAsync().ConfigureAwait(false);
        await starting.ConfigureAwait(false);
        await _probes.DisposeAsync().ConfigureAwait(false);
        await _stopping.ConfigureAwait(false);
        string? message = null;
        try
        {
            message = await CleanUpAsync(output, exitCode).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotCleanedUp(_services.Logger, e, _container.Name, Id);
        }

        var reason = _isOutOfMemory ? "OOMKilled" : exitCode == 0 ? "Completed" : "Error";
        _post(new RunEnded(_container.Name, new ContainerEnd(exitCode, reason, message, StartedAt, finishedAt, Id)));
    }

    /// <returns>Its last words.</returns>
    private async Task<string?> CleanUpAsync(Task output, int exitCode)
    {
        _services.Ledger.EndStrays(Id);
        await DrainAsync(output).ConfigureAwait(false);
        Attached.Complete();
        _services.Logs.End(_log);
        _process.Dispose();
        _services.Ledger.Forget(Id);
        return TerminationMessage.Read(_setup.TerminationLog, _container.TerminationMessagePolicy, exitCode, _log.Path);
    }

    private async Task StartAsync()
    {
        if (_container.Lifecycle?.PostStart is { } hook && !await _services.Hooks.RunAsync(hook, _target, TimeSpan.FromHours(1), _ended.Token).ConfigureAwait(false))
        {
            if (!_ended.IsCancellationRequested)
            {
                _events.Record(PodEvent.Warning("FailedPostStartHook", "PostStartHook failed"), _container.Name);
                _post(new RunHookFailed(_container.Name, Id));
            }

            return;
        }

        _probes.Start();
    }

    private async Task DrainAsync(Task output)
    {
        await output.WaitAsync(DrainLimit, _services.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!output.IsCompleted)
        {
            // Somebody who left the container without its marker holds the pipe; what that one writes is not the container's.
            _process.Dispose();
            await output.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        else if (output.Exception is { } failure)
        {
            LogIncomplete(_services.Logger, failure, _log.Path);
        }
    }

    [LoggerMessage(EventId = 3410, Level = LogLevel.Error, Message = "The log '{Path}' could not be written to its end")]
    private static partial void LogIncomplete(ILogger logger, Exception e, string path);

    [LoggerMessage(EventId = 3413, Level = LogLevel.Error, Message = "What container '{Container}' ({Id}) left could not be cleaned up")]
    private static partial void LogNotCleanedUp(ILogger logger, Exception e, string container, string id);
}
