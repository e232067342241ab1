using System.Collections.Immutable;
using k8s;
using k8s.Models;
using Workshop.Hosting.Kube;

namespace Workshop.Hosting.Running;

/// <summary>Follows the application's objects in the API; who waits for a state is woken by the change that brings it.</summary>
internal sealed class ApplicationWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Watched<ApplicationSnapshot> _seen = new(ApplicationSnapshot.Empty);
    private readonly Task _following;

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

    public Task<ApplicationSnapshot> WaitForAsync(Func<ApplicationSnapshot, bool> condition, CancellationToken ct) => _seen.WaitForAsync(condition, _following, ct);

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
            _seen.Update(snapshot => apply(snapshot, edit));
        }
    }
}
