using k8s.Models;
using Microsoft.Extensions.Logging;
using Workshop.Hosting.Kube;

namespace Workshop.Hosting.Rows;

/// <summary>Tells a pod's log to its row, as long as somebody wants it.</summary>
internal sealed class PodLog(IKubernetesApi api, V1Pod first, ILogger log, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, (ContainerLog Log, Task Following)> _containers = [];
    private CancellationTokenSource? _following;
    private V1Pod _pod = first;

    public bool IsFollowing => _following is not null;

    public void Show(V1Pod pod)
    {
        _pod = pod;
        if (_following is not { } following)
        {
            return;
        }

        var isOnly = pod.Spec.Containers.Count + (pod.Spec.InitContainers?.Count ?? 0) == 1;
        foreach (var run in ContainerRun.Of(pod))
        {
            if (!_containers.TryGetValue(run.Container, out var known) || known.Following.IsCompleted)
            {
                var container = known.Log ?? new ContainerLog(api, pod.Metadata.NamespaceProperty, pod.Metadata.Name, run.Container, isOnly ? "" : $"[{run.Container}] ", log, time);
                _containers[run.Container] = known = (container, container.FollowAsync(following.Token));
            }

            known.Log.Show(run);
        }
    }

    public void Begin()
    {
        _following ??= new CancellationTokenSource();
        Show(_pod);
    }

    /// <summary>Nobody reads it now; a later beginning goes on where this ends.</summary>
    public async Task PauseAsync()
    {
        if (_following is { } following)
        {
            _following = null;
            await following.CancelAsync();
            await EndedAsync();
            following.Dispose();
        }
    }

    /// <summary>The pod is gone: what is still on its way is told.</summary>
    public void Complete()
    {
        foreach (var (container, _) in _containers.Values)
        {
            container.Complete();
        }

        _following?.CancelAfter(LastWords);
    }

    public async ValueTask DisposeAsync() => await PauseAsync();

    private async Task EndedAsync() => await Task.WhenAll(_containers.Values.Select(container => container.Following)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
