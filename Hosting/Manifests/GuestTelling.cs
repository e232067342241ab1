using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Logging;
using Workshop.Hosting.Terminal;

namespace Workshop.Hosting.Manifests;

/// <summary>What Aspire and the terminal are told of manifests and endpoints.</summary>
internal sealed class GuestTelling(
    ResourceNotificationService notifications, ResourceLoggerService loggers, IDistributedApplicationEventing eventing, IServiceProvider services, IRunScreen screen, TimeProvider time)
{
    private readonly long _startedAt = time.GetTimestamp();

    public ILogger LoggerOf(IResource resource) => loggers.GetLogger(resource);

    /// <summary>Returns when what it waits for is there: Aspire's own waiting.</summary>
    public Task AwaitTurnAsync(IResource resource, CancellationToken ct) => eventing.PublishAsync(new BeforeResourceStartedEvent(resource, services), ct);

    public Task StartingAsync(IResource resource) => notifications.PublishUpdateAsync(resource, snapshot => snapshot with { State = KnownResourceStates.Starting });

    public async Task ShowAsync(IResource resource, GuestHealth health, IReadOnlyList<UrlSnapshot> urls)
    {
        var isFirst = false;
        await notifications.PublishUpdateAsync(resource, snapshot =>
        {
            isFirst = health.IsReady && snapshot.StartTimeStamp is null;
            return snapshot with
            {
                State = GuestRows.StateOf(health),
                StartTimeStamp = snapshot.StartTimeStamp ?? (health.IsReady ? time.GetUtcNow().UtcDateTime : null),
                Urls = [.. urls],
                Properties = [.. snapshot.Properties.Where(property => property.Name != "kubernetes.ready"), new("kubernetes.ready", health.Detail) { DisplayName = "Ready", IsHighlighted = true }],
            };
        });
        if (isFirst)
        {
            screen.Ready(resource.Name, health.Detail, time.GetElapsedTime(_startedAt));
        }
    }

    /// <summary>The endpoints of a resource are known: references to it can be resolved.</summary>
    public Task AllocatedAsync(IResource resource, CancellationToken ct) => eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource, services), ct);

    public Task FailedAsync(IResource resource, Exception reason)
    {
        screen.Say($"  {reason.Message}");
        return notifications.PublishUpdateAsync(resource, snapshot => snapshot with { State = KnownResourceStates.FailedToStart });
    }
}
