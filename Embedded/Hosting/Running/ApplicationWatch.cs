using System.Collections.Immutable;
using k8s;
using k8s.Models;
using Workshop.Hosting.Kube;

namespace Workshop.Hosting.Running;

/// <summary>Follows the application's objects in the API; who waits for a state is woken by the change that brings it.</summary>
internal sealed class ApplicationWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly Task _following;
    private ApplicationSnapshot _current = ApplicationSnapshot.Empty;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="selector">The application's label.</param>
    public ApplicationWatch(IKubernetesApi api, string ns, string selector)
    {
        _following = Task.WhenAll(
            FollowAsync<V1Deployment>(api, ns, selector, (snapshot, objects) => snapshot with { Deployments = objects(snapshot.Deployments) }),
            FollowAsync<V1StatefulSet>(api, ns, selector, (snapshot, objects) => snapshot with { StatefulSets = objects(snapshot.StatefulSets) }),
            FollowAsync<V1Pod>(api, ns, selector, (snapshot, objects) => snapshot with { Pods = objects(snapshot.Pods) }),
            FollowAsync<V1Service>(api, ns, selector, (snapshot, objects) => snapshot with { Services = objects(snapshot.Services) }),
            FollowAsync<V1EndpointSlice>(api, ns, null, (snapshot, objects) => snapshot with { Slices = objects(snapshot.Slices) }));
    }

    /// <summary>Turns the objects of one kind into the same with a change made.</summary>
    private delegate ImmutableSortedDictionary<string, T> Change<T>(ImmutableSortedDictionary<string, T> objects);

    /// <summary>Ends when the watch is given up for good, with the reason.</summary>
    public Task Following => _following;

    public async Task<ApplicationSnapshot> WaitForAsync(Func<ApplicationSnapshot, bool> condition, CancellationToken ct)
    {
        while (true)
        {
            Task changed;
            ApplicationSnapshot current;
            lock (_lock)
            {
                (changed, current) = (_changed.Task, _current);
            }

            if (condition(current))
            {
                return current;
            }

            await (await Task.WhenAny(changed, _following).WaitAsync(ct));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task FollowAsync<T>(IKubernetesApi api, string ns, string? selector, Func<ApplicationSnapshot, Change<T>, ApplicationSnapshot> apply)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        await foreach (var change in api.WatchAsync<T>(ns, selector, _stop.Token))
        {
            Change<T> edit = change switch
            {
                ObjectChange<T>.Listed listed => _ => listed.Items.ToImmutableSortedDictionary(item => item.Metadata.Name, item => item),
                ObjectChange<T>.Present present => objects => objects.SetItem(present.Item.Metadata.Name, present.Item),
                ObjectChange<T>.Gone gone => objects => objects.Remove(gone.Item.Metadata.Name),
                _ => throw new InvalidOperationException($"A watch brought a {change.GetType().Name}."),
            };
            Publish(snapshot => apply(snapshot, edit));
        }
    }

    private void Publish(Func<ApplicationSnapshot, ApplicationSnapshot> apply)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _current = apply(_current);
            changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }
}
