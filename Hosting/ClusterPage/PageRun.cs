using Workshop.Cluster;
using Workshop.Hosting.Kube;
using Workshop.Hosting.Running;
using Workshop.Hosting.Terminal;

namespace Workshop.Hosting.ClusterPage;

/// <summary>
/// Brings the cluster page's objects into the cluster, waits until it answers, and takes them away again. The application neither waits for it nor
/// ends with it: whoever cannot look still runs.
/// </summary>
internal sealed class PageRun(IKubernetesApi api, PageAccess access) : IAsyncDisposable
{
    private const int LastLines = 10;
    private const string Loopback = "127.0.0.1";
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(30);

    // No run lasts that long; a token that ends within one would end the page's view of it.
    private static readonly TimeSpan Life = TimeSpan.FromDays(365);
    private static readonly ApiResource[] Kinds = [ApiResource.Of<k8s.Models.V1Deployment>(), ApiResource.Of<k8s.Models.V1Service>(), ApiResource.Of<k8s.Models.V1Secret>()];

    private readonly ApplicationWatch _watch = new(api, PageObjects.Namespace, ApplicationDeployer.Selector);

    /// <summary>Applies the objects, and does not wait for the process. Null where none is wanted, or the AppHost's build made no image of it.</summary>
    /// <exception cref="KubernetesApiException">The cluster refuses one of them.</exception>
    public static async Task<PageRun?> BeginAsync(EmbeddedCluster cluster, IKubernetesApi api, RunSettings settings, Uri? dashboard, CancellationToken ct)
    {
        if (!settings.HasPage || settings.Images.Images.All(image => image.Name != PageObjects.Image.Repository))
        {
            return null;
        }

        var run = new PageRun(api, PageAccess.Make(Loopback, settings.AutoPorts ? _ => LoopbackPorts.AnyFree() : LoopbackPorts.NextFree));
        await run.StartAsync(Loopback, cluster.KubeconfigFor(PageObjects.Namespace, PageObjects.Account, Life), new PageLearner(settings.StateFolder, cluster.KubeconfigPath), dashboard, ct);
        return run;
    }

    /// <summary>One that does not start is worth a word, no more: the application runs without it.</summary>
    /// <returns>Its address; null if it is not there.</returns>
    public async Task<Uri?> AwaitAsync(string stateFolder, IRunScreen screen, TimeProvider time, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(ReadyLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            if (await WaitUntilReadyAsync(both.Token) is { } trouble)
            {
                screen.Trouble(PageObjects.Name, trouble.Reason, await LastLinesAsync(trouble, ct));
                return null;
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            screen.Say($"  {PageObjects.Name} is not Ready after {ReadyLimit.TotalSeconds:0} s; the application runs without it. 'kubectl describe pods -n {PageObjects.Namespace}' says more.");
            return null;
        }

        await PageFiles.WriteAsync(stateFolder, access, ct);
        return access.Login;
    }

    private async Task StartAsync(string host, string kubeconfig, PageLearner learner, Uri? dashboard, CancellationToken ct)
    {
        await SweepAsync(ct);
        foreach (var body in PageObjects.Of(host, access, kubeconfig, learner, dashboard))
        {
            await api.CreateAsync(PageObjects.Namespace, body, ct);
        }
    }

    /// <summary>Waits until its pod is Ready and its Service reaches it.</summary>
    /// <returns>Null, or why it does not start: <c>CrashLoopBackOff</c> …</returns>
    private async Task<StartTrouble?> WaitUntilReadyAsync(CancellationToken ct)
    {
        StartTrouble? trouble = null;
        await _watch.WaitForAsync(
            seen =>
            {
                trouble = seen.PodsOf(PageObjects.Name).Select(StartTrouble.Of).FirstOrDefault(found => found is not null);
                return trouble is not null || seen.IsReady(PageObjects.Name);
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
            await _watch.WaitForAsync(seen => !seen.HasPods([PageObjects.Name]), orderly);
        }
        catch (OperationCanceledException) when (orderly.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            // Out of time: the cluster ends the process.
        }
    }

    /// <summary>What the process wrote before it ended.</summary>
    private async Task<IReadOnlyList<string>> LastLinesAsync(StartTrouble trouble, CancellationToken ct)
    {
        try
        {
            var log = await api.ReadLogAsync(PageObjects.Namespace, trouble.Pod, trouble.Container, trouble.ReadsPreviousLog, LastLines, ct);
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
            var found = await api.ListAsync(kind, PageObjects.Namespace, ApplicationDeployer.Selector, ct);
            await Task.WhenAll(found.Select(metadata => api.DeleteAsync(kind, PageObjects.Namespace, metadata, ct)));
        }
    }
}
