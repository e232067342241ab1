using Workshop.Hosting.Kube;
using Workshop.Hosting.Running;

namespace Workshop.Hosting.Dashboard;

/// <summary>
/// Brings the dashboard's objects into the cluster, waits until it answers, and takes them away again. The application neither waits for it nor
/// ends with it: whoever cannot look still runs.
/// </summary>
internal sealed class DashboardRun(IKubernetesApi api, DashboardAccess access) : IAsyncDisposable
{
    private const int LastLines = 10;
    private static readonly ApiResource[] Kinds = [ApiResource.Of<k8s.Models.V1Deployment>(), ApiResource.Of<k8s.Models.V1Service>(), ApiResource.Of<k8s.Models.V1Secret>()];

    private readonly ApplicationWatch _watch = new(api, DashboardObjects.Namespace, ApplicationDeployer.Selector);

    public DashboardAccess Access => access;

    /// <summary>Applies the objects; does not wait for the process.</summary>
    /// <exception cref="KubernetesApiException">The cluster refuses one of them.</exception>
    public async Task StartAsync(string host, string kubeconfig, CancellationToken ct)
    {
        await SweepAsync(ct);
        foreach (var body in DashboardObjects.Of(host, access, kubeconfig))
        {
            await api.CreateAsync(DashboardObjects.Namespace, body, ct);
        }
    }

    /// <summary>Waits until its pod is Ready and its Service reaches it.</summary>
    /// <returns>Null, or why it does not start: <c>CrashLoopBackOff</c> …</returns>
    public async Task<StartTrouble?> WaitUntilReadyAsync(CancellationToken ct)
    {
        StartTrouble? trouble = null;
        await _watch.WaitForAsync(
            seen =>
            {
                trouble = seen.PodsOf(DashboardObjects.Name).Select(StartTrouble.Of).FirstOrDefault(found => found is not null);
                return trouble is not null || seen.IsReady(DashboardObjects.Name);
            },
            ct);
        return trouble;
    }

    /// <summary>Deletes the objects and waits for the end of the process.</summary>
    /// <param name="orderly">When it fires, the end is no longer waited for.</param>
    public async Task StopAsync(CancellationToken orderly, CancellationToken ct)
    {
        await SweepAsync(ct);
        try
        {
            await _watch.WaitForAsync(seen => !seen.HasPods([DashboardObjects.Name]), orderly);
        }
        catch (OperationCanceledException) when (orderly.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            // Out of time: the cluster ends the process.
        }
    }

    /// <summary>What the process wrote before it ended.</summary>
    public async Task<IReadOnlyList<string>> LastLinesAsync(StartTrouble trouble, CancellationToken ct)
    {
        try
        {
            var log = await api.ReadLogAsync(DashboardObjects.Namespace, trouble.Pod, trouble.Container, trouble.ReadsPreviousLog, LastLines, ct);
            return log.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }
        catch (KubernetesApiException)
        {
            // The container never ran.
            return [];
        }
    }

    public ValueTask DisposeAsync() => _watch.DisposeAsync();

    // What an earlier run left, or this one made.
    private async Task SweepAsync(CancellationToken ct)
    {
        foreach (var kind in Kinds)
        {
            var found = await api.ListAsync(kind, DashboardObjects.Namespace, ApplicationDeployer.Selector, ct);
            await Task.WhenAll(found.Select(metadata => api.DeleteAsync(kind, DashboardObjects.Namespace, metadata, ct)));
        }
    }
}
