using Aspire.Hosting.ApplicationModel;
using k8s.Models;
using Workshop.Hosting.Kube;
using Workshop.Hosting.Running;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Rows;

/// <summary>
/// All pods of the cluster in Aspire's lists: those of a workload below its row, every other below the row of its namespace, which is there as long as it has one.
/// Told from the API's watch, in one pass.
/// </summary>
internal sealed class PodRows : IAsyncDisposable
{
    // So many logs of pods that are gone can still be read.
    private const int RestingPods = 20;

    private readonly CancellationTokenSource _stop = new();
    private readonly IKubernetesApi _api;
    private readonly EmbeddedClusterResource _cluster;
    private readonly HashSet<string> _workloads;
    private readonly Uri? _dashboard;
    private readonly PodLogs _logs;
    private readonly ClusterRows _pods;
    private readonly ClusterRows _namespaces;
    private readonly Dictionary<string, PodView> _shown = [];
    private readonly Dictionary<string, HashSet<string>> _members = [];

    public PodRows(
        IKubernetesApi api,
        EmbeddedClusterResource cluster,
        IEnumerable<string> workloads,
        Uri? dashboard,
        LiveResources live,
        ResourceNotificationService notifications,
        ResourceLoggerService loggers,
        TimeProvider time)
    {
        (_api, _cluster, _workloads, _dashboard) = (api, cluster, [.. workloads], dashboard);
        _logs = new PodLogs(api, loggers, time);
        _pods = new ClusterRows(live, notifications, time, RowNames.PodId, RestingPods, row => PodCommands.Attach(row, api));
        _namespaces = new ClusterRows(live, notifications, time, RowNames.NamespaceId, rest: 0, _ => { });
    }

    /// <summary>Lasts as long as the run; ends earlier only by a failure.</summary>
    public Task Publishing { get; private set; } = new TaskCompletionSource().Task;

    public void Begin()
    {
        _logs.Begin();
        Publishing = FollowAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Publishing.WaitAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _logs.DisposeAsync();
        _stop.Dispose();
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        await foreach (var change in _api.WatchAsync<V1Pod>(ns: null, selector: null, ct))
        {
            switch (change)
            {
                case ObjectChange<V1Pod>.Listed listed:
                    await ListedAsync(listed.Items);
                    break;
                case ObjectChange<V1Pod>.Present present:
                    await PresentAsync(present.Item);
                    break;
                case ObjectChange<V1Pod>.Gone gone:
                    await GoneAsync(NameOf(gone.Item));
                    break;
            }
        }
    }

    private async Task ListedAsync(IReadOnlyList<V1Pod> pods)
    {
        foreach (var gone in _pods.Names.Except(pods.Select(NameOf)).ToList())
        {
            await GoneAsync(gone);
        }

        foreach (var pod in pods)
        {
            await PresentAsync(pod);
        }
    }

    private async Task PresentAsync(V1Pod pod)
    {
        var name = NameOf(pod);
        if (_shown.TryGetValue(name, out var shown) && shown.Uid != pod.Metadata.Uid)
        {
            // Another pod of the same name, whose end was not seen.
            await GoneAsync(name);
            shown = null;
        }

        var row = shown is null ? _pods.Take(name) : Find(name);
        row.Pod = pod;
        var (parent, parentName) = await ParentAsync(pod, name);
        var view = PodView.Of(pod, parent, _dashboard);
        if (view != shown)
        {
            _shown[name] = view;
            await _pods.PublishAsync(row, before => view.Show(before, parentName));
        }

        await _logs.ShowAsync(row.Id, pod);
    }

    private async Task GoneAsync(string name)
    {
        if (_shown.Remove(name) && await _pods.LeaveAsync(name) is { } row)
        {
            await _logs.LeaveAsync(row.Id);
            await LeaveBranchAsync(name);
        }
    }

    private async Task<(string Id, string Name)> ParentAsync(V1Pod pod, string name)
    {
        if (WorkloadOf(pod) is { } workload)
        {
            await LeaveBranchAsync(name);
            return (workload, workload);
        }

        var ns = pod.Metadata.NamespaceProperty;
        var branch = RowNames.OfNamespace(ns);
        if (!_members.TryGetValue(branch, out var members))
        {
            _members[branch] = members = [];
            await _namespaces.PublishAsync(_namespaces.Take(branch), before => RowSnapshots.ShowNamespace(before, ns, _cluster.Name));
        }

        members.Add(name);
        return _namespaces.TryFind(branch, out var row) ? (row.Id, row.Name) : throw new InvalidOperationException($"'{branch}' is shown by no row.");
    }

    private async Task LeaveBranchAsync(string name)
    {
        var branch = RowNames.OfNamespaceOf(name);
        if (_members.TryGetValue(branch, out var members) && members.Remove(name) && members.Count == 0)
        {
            _members.Remove(branch);
            await _namespaces.LeaveAsync(branch);
        }
    }

    private string? WorkloadOf(V1Pod pod) =>
        pod.Metadata.NamespaceProperty == EmbeddedClusterResource.ApplicationNamespace && pod.GetLabel(ObjectLabels.Name) is { } name && _workloads.Contains(name) ? name : null;

    private ClusterRow Find(string name) => _pods.TryFind(name, out var row) ? row : throw new InvalidOperationException($"'{name}' is shown by no row.");

    private static string NameOf(V1Pod pod) => RowNames.OfPod(pod.Metadata.NamespaceProperty, pod.Metadata.Name);
}
