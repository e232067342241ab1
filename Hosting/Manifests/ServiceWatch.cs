using k8s.Models;
using Workshop.Hosting.Kube;
using Workshop.Hosting.Running;

namespace Workshop.Hosting.Manifests;

/// <summary>Follows the Services of all namespaces and who answers for them, from when the first endpoint asks.</summary>
internal sealed class ServiceWatch(IKubernetesApi api) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Watched<ServicePlaces> _seen = new(ServicePlaces.Empty);
    private readonly Lock _lock = new();
    private Task? _following;

    public Task<ServicePlaces> WaitForAsync(Func<ServicePlaces, bool> condition, CancellationToken ct) => _seen.WaitForAsync(condition, Following(), ct);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_following is { } following)
        {
            await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _stop.Dispose();
    }

    private Task Following()
    {
        lock (_lock)
        {
            return _following ??= Task.WhenAll(FollowServicesAsync(), FollowSlicesAsync());
        }
    }

    private async Task FollowServicesAsync()
    {
        await foreach (var change in api.WatchAsync<V1Service>(ns: null, selector: null, _stop.Token))
        {
            _seen.Update(places => places.With(change));
        }
    }

    private async Task FollowSlicesAsync()
    {
        await foreach (var change in api.WatchAsync<V1EndpointSlice>(ns: null, selector: null, _stop.Token))
        {
            _seen.Update(places => places.With(change));
        }
    }
}
