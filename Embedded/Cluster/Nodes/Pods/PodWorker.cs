using k8s.Models;
using Microsoft.Extensions.Logging;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Nodes.Containers;
using Workshop.Cluster.Nodes.Probes;
using Workshop.Cluster.Nodes.Volumes;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Nodes.Pods;

/// <summary>
/// Makes one pod's processes match its object. Signals come in from the watch, from processes, probes and timers, and are taken one after the other:
/// each changes the memory, then <see cref="PodPlan"/> decides, then it is done, then the status is written.
/// </summary>
internal sealed partial class PodWorker : IAsyncDisposable
{
    private static readonly TimeSpan FirstMountDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MostMountDelay = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan GoneGrace = TimeSpan.FromSeconds(2);

    private readonly LatestQueue<object, PodSignal> _signals = new(signal => signal.Key);
    private readonly Dictionary<string, ContainerRun> _runs = [];
    private readonly PodServices _services;
    private readonly NodeIdentity _node;
    private readonly PodEvents _events;
    private readonly PodVolumes _volumes;
    private readonly ContainerStarter _starter;
    private readonly PodStatusWriter _status;
    private readonly ITimer _waking;
    private readonly ClockJumps _jumps;
    private V1Pod _pod;
    private PodMemory _memory;
    private TimeSpan _mountDelay;
    private DateTimeOffset? _mountAt;
    private bool _isGone;

    public PodWorker(PodServices services, NodeIdentity node, V1Pod pod)
    {
        (_services, _node, _pod) = (services, node, pod);
        (_memory, var hasLost) = PodRestore.From(pod, services.Time.GetUtcNow(), services.Time.GetKubernetesNow());
        _jumps = new ClockJumps(services.Time);
        _events = new PodEvents(services.Recorder, pod, node.Name);
        _volumes = new PodVolumes(services.Folders, services.Time);
        _starter = new ContainerStarter(services, node, _volumes, _events, Post);
        _status = new PodStatusWriter(services.Client, services.Time, node.Address);
        _waking = services.Time.CreateTimer(_ => Post(new Woken()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (hasLost)
        {
            _events.Record(PodEvent.Normal("SandboxChanged", "Pod sandbox changed, it will be killed and re-created."));
        }

        // Before anybody else can post: what comes later is newer.
        Post(new PodChanged(pod));
        Finished = Task.Run(WorkAsync);
    }

    public string Uid => _pod.Metadata.Uid;

    public string Node => _node.Name;

    public string Namespace => _pod.Metadata.NamespaceProperty;

    /// <summary>Done when nothing of the pod is left on this machine.</summary>
    public Task Finished { get; }

    public void Post(PodSignal signal) => _signals.Add(signal);

    /// <summary>Ends the pod's processes because this program ends; the object stays as it is, and the next start goes on with it.</summary>
    public async Task ShutDownAsync(TimeSpan grace)
    {
        _signals.Complete();
        await Finished.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // Nobody changes the list any more; two callers may be here at once, and ending a run twice is ending it once.
        var runs = _runs.Values.ToList();
        runs.ForEach(run => run.Stop(grace, everythingEnds: true));
        await Task.WhenAll(runs.Select(run => run.DisposeAsync().AsTask())).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await ShutDownAsync(TimeSpan.Zero).ConfigureAwait(false);
        await _waking.DisposeAsync().ConfigureAwait(false);
    }

    private async Task WorkAsync()
    {
        while (await _signals.WaitAsync(CancellationToken.None).ConfigureAwait(false))
        {
            try
            {
                while (_signals.TryTake(out var signal))
                {
                    await TakeAsync(signal).ConfigureAwait(false);
                }

                if (Step())
                {
                    return;
                }
            }
            catch (Exception e)
            {
                LogFailed(_services.Logger, e, Namespace, _pod.Metadata.Name);
                WakeAt(_services.Time.GetUtcNow() + TimeSpan.FromSeconds(1));
            }
        }
    }

    private async Task TakeAsync(PodSignal signal)
    {
        switch (signal)
        {
            case PodChanged changed:
                Take(changed.Pod);
                break;
            case PodGone:
                _isGone = true;
                _memory = _memory with { IsTerminating = true };
                HurryStopping();
                break;
            case ConfigChanged:
                _mountAt = null;
                RetryNow(container => container.WaitingReason == WaitingReasons.ConfigError);
                RefreshVolumes();
                break;
            case RunSignal about when _runs.TryGetValue(about.Container, out var run) && run.Id == about.ContainerId:
                await TakeAsync(about, run).ConfigureAwait(false);
                break;
        }
    }

    private void Take(V1Pod pod)
    {
        var before = _pod;
        _pod = pod;
        _memory = _memory.Joined(pod.Spec) with { IsTerminating = _memory.IsTerminating || pod.Metadata.DeletionTimestamp is not null };
        foreach (var container in _memory.Containers.Where(container => ImageOf(before, container.Name) != ImageOf(pod, container.Name)))
        {
            _memory = _memory.With(container.Stage == ContainerStage.Running
                ? container with { IsOutdated = true }
                : container with { RetryAt = null, PullDelay = TimeSpan.Zero, WaitingReason = WaitingReasons.Creating });
        }

        if (_memory.IsTerminating)
        {
            HurryStopping();
        }

        RefreshVolumes();
    }

    /// <summary>A second deletion may leave less time than the first.</summary>
    private void HurryStopping()
    {
        foreach (var container in _memory.Containers.Where(container => container.IsStopping))
        {
            _runs[container.Name].Stop(GraceOf(container.Name, byProbe: false));
        }
    }

    private async Task TakeAsync(RunSignal about, ContainerRun run)
    {
        var container = _memory[about.Container];
        switch (about)
        {
            case RunEnded ended:
                _runs.Remove(about.Container);
                await run.DisposeAsync().ConfigureAwait(false);
                _memory = _memory.With(container.AfterEnd(ended.End));

                // The end is shown before what follows from it, so that who watches sees both.
                _status.Write(_pod, _memory);
                break;
            case RunProbed { Kind: ProbeKind.Startup, IsSuccess: true }:
                _memory = _memory.With(container with { IsStarted = true });
                break;
            case RunProbed { Kind: ProbeKind.Readiness } probed:
                _memory = _memory.With(container with { IsReady = probed.IsSuccess });
                break;
            case RunProbed { IsSuccess: false } probed:
                _memory = _memory.With(container with { FailedProbe = probed.Kind });
                break;
            case RunHookFailed:
                _memory = _memory.With(container with { HasHookFailed = true });
                break;
        }
    }

    /// <returns>True: nothing is left to do for this pod, ever.</returns>
    private bool Step()
    {
        var jump = _jumps.Take();
        (_memory, _mountAt) = (_memory.Moved(jump), _mountAt + jump);
        var now = _services.Time.GetUtcNow();
        if (!_memory.IsOver && !_memory.IsTerminating && !_memory.IsOverdue)
        {
            if (_pod.Spec.ActiveDeadlineSeconds is { } limit && now >= new DateTimeOffset(_memory.StartTime).AddSeconds(limit))
            {
                _memory = _memory with { IsOverdue = true };
                _events.Record(PodEvent.Normal("DeadlineExceeded", PodStatusPlan.OverdueMessage));
            }
            else if (!_memory.HasSandbox && !PrepareSandbox(now))
            {
                _status.Write(_pod, _memory);
                return false;
            }
        }

        PodStep step;
        do
        {
            // A start that fails at once (no such program) is an end, from which more follows.
            step = PodPlan.For(_pod.Spec, _memory, _services.Time.GetUtcNow());
            _memory = _memory with { IsInitialized = _memory.IsInitialized || step.IsInitialized, IsOver = step.IsOver };
            foreach (var action in step.Actions)
            {
                Do(action);
            }
        }
        while (step.Actions.Count > 0);

        _status.Write(_pod, _memory);
        WakeAt(step.WakeAt);
        return _memory is { IsTerminating: true, IsOver: true } && Remove();
    }

    private void Do(PodAction action)
    {
        var container = _memory[action.Container];
        switch (action)
        {
            case StartContainer:
                var (memory, run) = _starter.Start(_pod, _memory.PodIp!, container);
                _memory = _memory.With(memory);
                if (run is not null)
                {
                    _runs[action.Container] = run;
                }

                break;
            case StopContainer stop:
                _memory = _memory.With(container with { IsStopping = true });
                _events.Record(PodEvent.Normal("Killing", stop.Message), action.Container);
                _runs[action.Container].Stop(GraceOf(action.Container, stop.ByProbe));
                break;
            case HoldContainer hold:
                var what = $"{_pod.Metadata.Name}_{Namespace}({Uid})";
                _memory = _memory.With(container.AfterHold(
                    WaitingReasons.CrashLoop, $"back-off {GoDuration.Format(hold.Delay)} restarting failed container={action.Container} pod={what}", hold.Until));
                _events.Record(PodEvent.Warning("BackOff", $"Back-off restarting failed container {action.Container} in pod {what}"), action.Container);
                break;
        }
    }

    /// <summary>Address and volumes, which all containers of the pod share.</summary>
    private bool PrepareSandbox(DateTimeOffset now)
    {
        if (_mountAt > now)
        {
            WakeAt(_mountAt);
            return false;
        }

        try
        {
            _memory = _memory with { PodIp = TakeAddress() };
            var failures = _volumes.Prepare(new PodOnNode(_pod, _memory.PodIp, _node.Address, _node.Allocatable), _services.ConfigOf(Namespace));
            _memory = _memory with { HasSandbox = failures.Count == 0 };
            if (failures.Count == 0)
            {
                return true;
            }

            RetrySandbox(now, [.. failures.Select(FailedMount)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            RetrySandbox(now, PodEvent.Warning("FailedCreatePodSandBox", $"Failed to create pod sandbox: {e.Message}"));
        }

        return false;
    }

    private string TakeAddress() => _pod.Spec.HostNetwork == true
        ? _node.Address
        : _services.Addresses.Take(_node.Index, Uid, _memory.PodIp ?? _pod.Status?.PodIP)?.ToString()
            ?? throw new InvalidOperationException($"node {_node.Name} has no address left for another pod");

    private void RetrySandbox(DateTimeOffset now, params ReadOnlySpan<PodEvent> why)
    {
        foreach (var reason in why)
        {
            _events.Record(reason);
        }

        _mountDelay = _mountDelay == TimeSpan.Zero ? FirstMountDelay : _mountDelay * 2 < MostMountDelay ? _mountDelay * 2 : MostMountDelay;
        _mountAt = now + _mountDelay;
        WakeAt(_mountAt);
    }

    /// <summary>Brings mounted ConfigMaps, Secrets and fields up to date; one that has vanished leaves its last state, as in Kubernetes.</summary>
    private void RefreshVolumes()
    {
        if (!_memory.HasSandbox || _memory.IsOver || _memory.IsTerminating)
        {
            return;
        }

        foreach (var failure in _volumes.Prepare(new PodOnNode(_pod, _memory.PodIp!, _node.Address, _node.Allocatable), _services.ConfigOf(Namespace)))
        {
            _events.Record(FailedMount(failure));
        }
    }

    private static PodEvent FailedMount(VolumeException failure) => PodEvent.Warning("FailedMount", $"MountVolume.SetUp failed for volume \"{failure.Volume}\" : {failure.Message}");

    private void RetryNow(Func<ContainerMemory, bool> which)
    {
        foreach (var container in _memory.Containers.Where(container => container.Stage == ContainerStage.Waiting && which(container)))
        {
            _memory = _memory.With(container with { RetryAt = null });
        }
    }

    private TimeSpan GraceOf(string container, bool byProbe)
    {
        if (_isGone)
        {
            return GoneGrace;
        }

        var spec = PodContainers.Find(_pod.Spec, container)!;
        var ofProbe = byProbe
            ? (_memory[container].FailedProbe == ProbeKind.Startup ? spec.StartupProbe : spec.LivenessProbe)?.TerminationGracePeriodSeconds
            : null;
        return TimeSpan.FromSeconds(ofProbe ?? _pod.Metadata.DeletionGracePeriodSeconds ?? _pod.Spec.TerminationGracePeriodSeconds ?? 30);
    }

    /// <summary>All has ended: the object may go, and so may what it had on this machine.</summary>
    private bool Remove()
    {
        if (!_isGone)
        {
            try
            {
                _services.Client.Delete<V1Pod>(Namespace, _pod.Metadata.Name, DeletionOptions.Now with { PreconditionUid = Uid });
            }
            catch (StatusException e) when (e.IsNotFound)
            {
                // Somebody else was quicker.
            }
        }

        _services.Forget(_pod, _node);
        LogRemoved(_services.Logger, Namespace, _pod.Metadata.Name, _node.Name);
        return true;
    }

    private static string? ImageOf(V1Pod pod, string container) => PodContainers.Find(pod.Spec, container)?.Image;

    private void WakeAt(DateTimeOffset? at)
    {
        var delay = at is { } time ? time - _services.Time.GetUtcNow() : Timeout.InfiniteTimeSpan;
        _waking.Change(delay == Timeout.InfiniteTimeSpan || delay > TimeSpan.Zero ? delay : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    [LoggerMessage(EventId = 3411, Level = LogLevel.Error, Message = "Pod '{Namespace}/{Pod}' could not be brought forward; tried again in a second")]
    private static partial void LogFailed(ILogger logger, Exception e, string @namespace, string pod);

    [LoggerMessage(EventId = 3412, Level = LogLevel.Debug, Message = "Pod '{Namespace}/{Pod}' has left node {Node}")]
    private static partial void LogRemoved(ILogger logger, string @namespace, string pod, string node);
}
