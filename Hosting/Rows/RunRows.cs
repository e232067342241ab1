using Aspire.Hosting.ApplicationModel;
using k8s.Models;
using Workshop.Hosting.Kube;
using Workshop.Hosting.Model;
using Workshop.Hosting.Running;

namespace Workshop.Hosting.Rows;

/// <summary>The cluster in Aspire's lists: rows of its pods, and commands on all rows.</summary>
/// <param name="model">Null: an empty cluster.</param>
internal sealed class RunRows(
    EmbeddedClusterResource cluster,
    IKubernetesApi api,
    ApplicationModel? model,
    RunAddresses addresses,
    LiveResources live,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    TimeProvider time) : IAsyncDisposable
{
    private readonly PodRows _pods = new(api, cluster, model?.Workloads.Select(workload => workload.Name) ?? [], addresses.Dashboard, live, notifications, loggers, time);
    private Uri? _page;

    /// <summary>Lasts as long as the run; ends earlier only by a failure.</summary>
    public Task Publishing => _pods.Publishing;

    public async Task BeginAsync(CancellationToken ct)
    {
        foreach (var workload in model?.Workloads ?? [])
        {
            new WorkloadCommands(workload, api, EmbeddedClusterResource.ApplicationNamespace, time).Attach();
        }

        var nodes = await api.GetAsync(ApiResource.Of<V1Node>().Path(null), ct);
        new ClusterCommands(cluster, api, addresses.Kubeconfig, [.. nodes["items"]!.AsArray().Select(node => node!["metadata"]!["name"]!.GetValue<string>())], () => _page).Attach();
        await notifications.PublishUpdateAsync(cluster, snapshot => snapshot);
        _pods.Begin();
    }

    /// <summary>The cluster page answers: its link is on the cluster's row, and the command that leads to it is possible.</summary>
    public Task ShowPageAsync(Uri? page)
    {
        _page = page;
        return notifications.PublishUpdateAsync(cluster, snapshot => page is null ? snapshot : snapshot with { Urls = [.. snapshot.Urls, new UrlSnapshot("page", page.ToString(), IsInternal: false) { DisplayProperties = new("Cluster page") }] });
    }

    public ValueTask DisposeAsync() => _pods.DisposeAsync();
}
