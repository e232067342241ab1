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
    public async Task TellAsync(IEnumerable<IResource> resources, CancellationToken ct)
    {
        var unseen = resources.Where(resource => resource.Annotations.OfType<WaitAnnotation>().Any()).Select(resource => resource.Name).ToHashSet(StringComparer.Ordinal);
        var told = new List<Task>();
        using var all = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            if (unseen.Count == 0)
            {
                return;
            }

            // Ended by its token and never left early: Aspire goes on writing for a reader that leaves while it is told what there is, WaitForResourceAsync included.
            await foreach (var change in notifications.WatchAsync(all.Token))
            {
                var state = change.Snapshot.State?.Text;
                var isWaiting = state == KnownResourceStates.Waiting;
                if ((isWaiting || state == KnownResourceStates.Running || KnownResourceStates.TerminalStates.Contains(state)) && unseen.Remove(change.Resource.Name) && isWaiting)
                {
                    told.Add(TellAsync(change.Resource, ct));
                }

                if (unseen.Count == 0)
                {
                    await all.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Every one has begun, or to wait.
        }

        await Task.WhenAll(told);
    }

    private async Task TellAsync(IResource resource, CancellationToken ct)
    {
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
