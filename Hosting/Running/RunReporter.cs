using Workshop.Hosting.Kube;
using Workshop.Hosting.Model;
using Workshop.Hosting.Terminal;

namespace Workshop.Hosting.Running;

/// <summary>Shows the live state while the application runs, and names a service that does not start, with its last words.</summary>
internal sealed class RunReporter : IAsyncDisposable
{
    private const int LastLines = 10;

    private readonly ApplicationModel _model;
    private readonly IKubernetesApi _api;
    private readonly ApplicationWatch _watch;
    private readonly string _namespace;
    private readonly IRunScreen _screen;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reporting;

    // One report until the service has been Ready again: a crash loop is one trouble, not one a restart.
    private readonly HashSet<string> _reported = [];

    public RunReporter(ApplicationModel model, IKubernetesApi api, ApplicationWatch watch, string ns, IRunScreen screen)
    {
        _model = model;
        _api = api;
        _watch = watch;
        _namespace = ns;
        _screen = screen;
        _reporting = ReportAsync(_stop.Token);
    }

    /// <summary>Lasts as long as the run; ends earlier only by a failure.</summary>
    public Task Reporting => _reporting;

    /// <summary>Says nothing more: what ends on purpose is no trouble.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _reporting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task ReportAsync(CancellationToken ct)
    {
        var seen = ApplicationSnapshot.Empty;
        while (true)
        {
            var before = seen;
            seen = await _watch.WaitForAsync(observed => !ReferenceEquals(observed, before), ct);
            _screen.State([.. _model.Workloads.Select(workload => seen.Replicas(workload.Name)).OfType<ReplicaCount>()]);
            foreach (var workload in _model.Workloads)
            {
                await ReportTroubleAsync(workload.Name, seen, ct);
            }
        }
    }

    private async Task ReportTroubleAsync(string resource, ApplicationSnapshot seen, CancellationToken ct)
    {
        if (seen.IsReady(resource))
        {
            _reported.Remove(resource);
            return;
        }

        var trouble = seen.PodsOf(resource).Select(StartTrouble.Of).FirstOrDefault(found => found is not null);
        if (trouble is not null && _reported.Add(resource))
        {
            _screen.Trouble(resource, trouble.Reason, await ReadLastLinesAsync(trouble, ct));
        }
    }

    // Between the look at the pod and this one the container may have been restarted: its last words are then those of the one before.
    private async Task<IReadOnlyList<string>> ReadLastLinesAsync(StartTrouble trouble, CancellationToken ct) =>
        await ReadLinesAsync(trouble, trouble.ReadsPreviousLog, ct) is { Count: > 0 } lines ? lines : await ReadLinesAsync(trouble, !trouble.ReadsPreviousLog, ct);

    private async Task<IReadOnlyList<string>> ReadLinesAsync(StartTrouble trouble, bool previous, CancellationToken ct)
    {
        try
        {
            var log = await _api.ReadLogAsync(_namespace, trouble.Pod, trouble.Container, previous, LastLines, ct);
            return log.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }
        catch (KubernetesApiException)
        {
            // The container never ran, or its pod is gone meanwhile: the reason is all there is to show.
            return [];
        }
    }
}
