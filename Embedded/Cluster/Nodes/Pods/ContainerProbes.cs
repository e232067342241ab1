using k8s.Models;
using Workshop.Cluster.Nodes.Probes;

namespace Workshop.Cluster.Nodes.Pods;

/// <summary>The probes of one run: the startup probe first, and when it has succeeded the other two. A container without them is started and ready at once.</summary>
internal sealed class ContainerProbes(Prober prober, ProbeTarget target, IProbeListener listener, TimeProvider time) : IProbeListener, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ProbeKind, ProbeRunner> _runners = [];
    private bool _isStopping;

    public void Start()
    {
        if (target.Container.StartupProbe is { } startup)
        {
            Run(ProbeKind.Startup, startup);
        }
        else
        {
            OnProbeResult(ProbeKind.Startup, isSuccess: true);
        }
    }

    public void OnProbeFailed(ProbeKind kind, string message) => listener.OnProbeFailed(kind, message);

    public void OnProbeWarned(ProbeKind kind, string message) => listener.OnProbeWarned(kind, message);

    public void OnProbeResult(ProbeKind kind, bool isSuccess)
    {
        listener.OnProbeResult(kind, isSuccess);
        if (kind != ProbeKind.Startup || !isSuccess)
        {
            return;
        }

        if (target.Container.ReadinessProbe is { } readiness)
        {
            Run(ProbeKind.Readiness, readiness);
        }
        else
        {
            listener.OnProbeResult(ProbeKind.Readiness, isSuccess: true);
        }

        if (target.Container.LivenessProbe is { } liveness)
        {
            Run(ProbeKind.Liveness, liveness);
        }
    }

    /// <summary>The container is to end: only its readiness is still of interest.</summary>
    public Task StopLivenessAsync() => StopAsync(kind => kind != ProbeKind.Readiness);

    public async ValueTask DisposeAsync() => await StopAsync(_ => true).ConfigureAwait(false);

    private async Task StopAsync(Func<ProbeKind, bool> which)
    {
        List<ProbeRunner> runners = [];
        lock (_lock)
        {
            _isStopping = true;
            foreach (var kind in _runners.Keys.Where(which).ToList())
            {
                _runners.Remove(kind, out var runner);
                runners.Add(runner!);
            }
        }

        foreach (var runner in runners)
        {
            await runner.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void Run(ProbeKind kind, V1Probe probe)
    {
        lock (_lock)
        {
            if (!_isStopping)
            {
                var counter = new ProbeCounter(Math.Max(1, probe.SuccessThreshold ?? 1), Math.Max(1, probe.FailureThreshold ?? 3));
                _runners[kind] = new ProbeRunner(kind, ProbeSchedule.For(probe), counter, ct => prober.ProbeAsync(probe, target, ct), this, time);
            }
        }
    }
}
