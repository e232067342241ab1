using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Workshop.Hosting.Kube;

namespace Workshop.Hosting.Manifests;

/// <summary>What an AppHost brings into its cluster beside the pods of its own resources: manifests, and endpoints of Services.</summary>
internal sealed class ClusterGuests : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly RolloutWatch _rollouts;
    private readonly ServiceWatch _services;
    private readonly IReadOnlyList<ServiceEndpointRun> _endpoints;
    private readonly IReadOnlyList<(ManifestResource Resource, ManifestRun Run)> _manifests;
    private Task _working = Task.CompletedTask;

    public ClusterGuests(IEnumerable<IResource> resources, IKubernetesApi api, GuestTelling telling)
    {
        var all = resources.ToList();
        _rollouts = new(api);
        _services = new(api);
        _endpoints = [.. all.OfType<ServiceEndpointResource>().Select(endpoint => new ServiceEndpointRun(endpoint, _services, telling))];
        _manifests = [.. all.OfType<ManifestResource>().Select(manifest => (manifest, new ManifestRun(manifest, new ManifestApplier(manifest, api), _rollouts, telling)))];
    }

    /// <summary>What can be known before anything starts.</summary>
    /// <exception cref="DistributedApplicationException">Manifests cannot be read: all are named.</exception>
    public static async Task CheckAsync(IEnumerable<IResource> resources, CancellationToken ct)
    {
        var mistakes = new List<string>();
        foreach (var manifest in resources.OfType<ManifestResource>())
        {
            try
            {
                await ManifestSource.CheckAsync(manifest, ct);
            }
            catch (ManifestException e)
            {
                mistakes.Add(e.Message);
            }
        }

        if (mistakes.Count > 0)
        {
            throw new DistributedApplicationException(string.Join(Environment.NewLine, mistakes));
        }
    }

    public void Begin() => _working = Task.WhenAll([.. _manifests.Select(manifest => manifest.Run.RunAsync(_stop.Token)), .. _endpoints.Select(endpoint => endpoint.RunAsync(_stop.Token))]);

    /// <summary>Nothing is applied any more.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Takes away what manifests made, the last manifest first: those that wait for <paramref name="workloads"/> before these end, the others after.</summary>
    /// <param name="areAfter">Which of the two.</param>
    public async Task TakeAwayAsync(IReadOnlyCollection<IResource> workloads, bool areAfter, CancellationToken ct)
    {
        foreach (var (_, run) in _manifests.Reverse().Where(manifest => WaitsFor(manifest.Resource, workloads, []) != areAfter))
        {
            await run.TakeAwayAsync(ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _rollouts.DisposeAsync();
        await _services.DisposeAsync();
        _stop.Dispose();
    }

    private static bool WaitsFor(IResource resource, IReadOnlyCollection<IResource> workloads, HashSet<IResource> seen) =>
        seen.Add(resource) && resource.Annotations.OfType<WaitAnnotation>().Any(wait => workloads.Contains(wait.Resource) || WaitsFor(wait.Resource, workloads, seen));
}
