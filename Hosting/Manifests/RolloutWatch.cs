using System.Collections.Immutable;
using k8s;
using k8s.Models;
using Workshop.Hosting.Kube;
using Workshop.Hosting.Running;

namespace Workshop.Hosting.Manifests;

/// <summary>Follows the objects that manifests wait for, of all namespaces, each kind from when the first manifest has one of it. Keeps their states alone.</summary>
internal sealed class RolloutWatch(IKubernetesApi api) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Watched<ImmutableDictionary<Rollout, RolloutState>> _seen = new(ImmutableDictionary<Rollout, RolloutState>.Empty);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Task> _following = [];

    /// <summary>Returns when all of them fulfil the condition; an object that is not there has the state null.</summary>
    public async Task<IReadOnlyDictionary<Rollout, RolloutState?>> WaitForAsync(
        IReadOnlyList<Rollout> rollouts, Func<IReadOnlyDictionary<Rollout, RolloutState?>, bool> condition, CancellationToken ct)
    {
        var following = Follow(rollouts.Select(rollout => rollout.Kind).Distinct());
        var seen = await _seen.WaitForAsync(states => condition(Pick(rollouts, states)), following, ct);
        return Pick(rollouts, seen);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Task all;
        lock (_lock)
        {
            all = Task.WhenAll(_following.Values);
        }

        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static Dictionary<Rollout, RolloutState?> Pick(IReadOnlyList<Rollout> rollouts, ImmutableDictionary<Rollout, RolloutState> states) =>
        rollouts.ToDictionary(rollout => rollout, states.GetValueOrDefault);

    private Task Follow(IEnumerable<string> kinds)
    {
        lock (_lock)
        {
            // Ends with the first that is given up.
            var tasks = kinds.Select(kind => _following.TryGetValue(kind, out var task) ? task : _following[kind] = Follow(kind)).ToList();
            return tasks.Count == 0 ? new TaskCompletionSource().Task : Task.WhenAny(tasks).Unwrap();
        }
    }

    private Task Follow(string kind) => kind switch
    {
        V1CustomResourceDefinition.KubeKind => FollowAsync<V1CustomResourceDefinition>(kind, RolloutState.Of),
        V1Deployment.KubeKind => FollowAsync<V1Deployment>(kind, RolloutState.Of),
        V1StatefulSet.KubeKind => FollowAsync<V1StatefulSet>(kind, RolloutState.Of),
        V1DaemonSet.KubeKind => FollowAsync<V1DaemonSet>(kind, RolloutState.Of),
        V1ReplicaSet.KubeKind => FollowAsync<V1ReplicaSet>(kind, RolloutState.Of),
        V1Job.KubeKind => FollowAsync<V1Job>(kind, RolloutState.Of),
        V1Pod.KubeKind => FollowAsync<V1Pod>(kind, RolloutState.Of),
        _ => throw new InvalidOperationException($"Nobody waits for a {kind}."),
    };

    private async Task FollowAsync<T>(string kind, Func<T, RolloutState> stateOf)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        await foreach (var change in api.WatchAsync<T>(ns: null, selector: null, _stop.Token))
        {
            _seen.Update(states => change switch
            {
                ObjectChange<T>.Listed listed => states.RemoveRange(states.Keys.Where(rollout => rollout.Kind == kind)).SetItems(listed.Items.Select(item => KeyValuePair.Create(Of(item), stateOf(item)))),
                ObjectChange<T>.Present present => states.SetItem(Of(present.Item), stateOf(present.Item)),
                ObjectChange<T>.Gone gone => states.Remove(Of(gone.Item)),
                _ => throw new InvalidOperationException($"A watch brought a {change.GetType().Name}."),
            });
        }

        Rollout Of(T item) => new(kind, item.Metadata.NamespaceProperty ?? "", item.Metadata.Name);
    }
}

/// <summary>An object of which something has to come about.</summary>
/// <param name="Namespace">Empty: in none.</param>
internal sealed record Rollout(string Kind, string Namespace, string Name)
{
    public override string ToString() => $"{Kind} '{Name}'";
}
