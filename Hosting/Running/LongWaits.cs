using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Workshop.Hosting.Terminal;

namespace Workshop.Hosting.Running;

/// <summary>What has waited for long says for what on the terminal, once; its row says so all the time.</summary>
internal sealed class LongWaits(IRunScreen screen, ResourceNotificationService notifications, TimeProvider time)
{
    /// <value>A start is slow, not stuck, until then.</value>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Ends when every resource that waits for others has been told of or has begun, or by <paramref name="ct"/>.</summary>
    public Task TellAsync(IEnumerable<IResource> resources, CancellationToken ct) =>
        Task.WhenAll(resources.Where(resource => resource.Annotations.OfType<WaitAnnotation>().Any()).ToList().Select(resource => TellAsync(resource, ct)));

    private async Task TellAsync(IResource resource, CancellationToken ct)
    {
        await notifications.WaitForResourceAsync(resource.Name, KnownResourceStates.Waiting, ct);
        await Task.Delay(Patience, time, ct);
        if (StateOf(resource)?.State?.Text == KnownResourceStates.Waiting)
        {
            var missing = resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource).Where(dependency => !IsThere(dependency)).Select(dependency => dependency.Name).Distinct().ToList();
            screen.Say($"  {resource.Name,-12} waits for {(missing.Count == 0 ? "others" : string.Join(", ", missing))}. The rest goes on; Ctrl+C ends it.");
        }
    }

    private bool IsThere(IResource dependency) => StateOf(dependency) is { State.Text: "Running", HealthStatus: null or HealthStatus.Healthy };

    private CustomResourceSnapshot? StateOf(IResource resource) => notifications.TryGetCurrentState(resource.Name, out var current) ? current.Snapshot : null;
}
