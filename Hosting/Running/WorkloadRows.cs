using System.Collections.Concurrent;
using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using k8s.Models;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Workshop.Hosting.Model;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Running;

/// <summary>The application's workloads in Aspire's lists: each one's own resource, below the cluster's, told from the objects as they change.</summary>
internal sealed class WorkloadRows(ApplicationModel model, EmbeddedClusterResource cluster, ApplicationWatch watch, ResourceNotificationService notifications, TimeProvider time) : IAsyncDisposable
{
    public const string ParentProperty = "resource.parentName";

    // Kubernetes' word for a rollout on its way; Aspire's waiting counts "Running" alone as there.
    private const string Progressing = "Progressing";

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, bool> _started = new();
    private readonly ConcurrentDictionary<string, WorkloadState> _published = new();
    private readonly ConcurrentDictionary<string, ImmutableArray<UrlSnapshot>> _urls = new();
    private volatile ApplicationSnapshot _seen = ApplicationSnapshot.Empty;

    /// <summary>Lasts as long as the run; ends earlier only by a failure.</summary>
    public Task Publishing { get; private set; } = new TaskCompletionSource().Task;

    public void Begin() => Publishing = PublishAsync(_stop.Token);

    /// <summary>The first row of a workload, before it is started.</summary>
    public Task AnnounceAsync(Workload workload, ServiceAddresses addresses, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        _urls[workload.Name] = [.. addresses.UrlsOf(workload).Select(endpoint => new UrlSnapshot(endpoint.Endpoint.Name, endpoint.Url.ToString().TrimEnd('/'), IsInternal: endpoint.Endpoint.Scheme is not ("http" or "https")))];
        return notifications.PublishUpdateAsync(workload.Resource, snapshot => snapshot with
        {
            ResourceType = workload.IsStateful ? V1StatefulSet.KubeKind : V1Deployment.KubeKind,
            State = KnownResourceStates.NotStarted,
            Properties =
            [
                .. snapshot.Properties.Where(property => property.Name != ParentProperty && property.Name != CustomResourceKnownProperties.Source),
                new(CustomResourceKnownProperties.Source, ImageName.Of(workload).ToString()),
                new(ParentProperty, cluster.Name),
            ],
            Relationships = [.. snapshot.Relationships, new RelationshipSnapshot(cluster.Name, "Parent")],
            Urls = _urls[workload.Name],
        });
    }

    /// <summary>Its objects exist from now on: what is seen of them is its state.</summary>
    public void Started(Workload workload) => _started[workload.Name] = true;

    public HealthCheckResult HealthOf(string resource)
    {
        var state = WorkloadState.Of(resource, _seen);
        return state.IsReady ? HealthCheckResult.Healthy(state.Detail) : HealthCheckResult.Unhealthy(state.Detail);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Publishing.WaitAsync(TimeSpan.Zero).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task PublishAsync(CancellationToken ct)
    {
        while (true)
        {
            var before = _seen;
            _seen = await watch.WaitForAsync(observed => !ReferenceEquals(observed, before), ct);
            foreach (var workload in model.Workloads.Where(workload => _started.ContainsKey(workload.Name)))
            {
                var state = WorkloadState.Of(workload.Name, _seen);
                if (!_published.TryGetValue(workload.Name, out var known) || known != state)
                {
                    _published[workload.Name] = state;
                    await PublishAsync(workload, state);
                }
            }
        }
    }

    private Task PublishAsync(Workload workload, WorkloadState state) => notifications.PublishUpdateAsync(workload.Resource, snapshot => snapshot with
    {
        State = state.IsReady ? KnownResourceStates.Running : new ResourceStateSnapshot(Progressing, state.HasTrouble ? KnownResourceStateStyles.Error : KnownResourceStateStyles.Info),
        // Aspire shows an address when it is said that somebody answers there. It adds some of its own at localhost, where nobody does.
        Urls = [.. _urls.GetValueOrDefault(workload.Name, []).Select(url => url with { IsInactive = !state.IsReady })],
        StartTimeStamp = snapshot.StartTimeStamp ?? (state.IsReady ? time.GetUtcNow().UtcDateTime : null),
        Properties =
        [
            .. snapshot.Properties.Where(property => !property.Name.StartsWith("kubernetes.", StringComparison.Ordinal) && property.Name != CustomResourceKnownProperties.Source),
            new(CustomResourceKnownProperties.Source, state.Image),
            new("kubernetes.ready", state.Ready) { DisplayName = "Ready", IsHighlighted = true },
            new("kubernetes.version", state.Version) { DisplayName = "Version", IsHighlighted = true },
        ],
    });
}
