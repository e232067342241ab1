using k8s.Models;

namespace Workshop.Cluster.Loops.CronJobs;

/// <summary>What a CronJob needs next, in the order in which it is done.</summary>
internal sealed record CronJobStep(V1CronJobStatus Status)
{
    public IReadOnlyList<(string Type, string Reason, string Message)> Events { get; init; } = [];

    /// <summary>Ended Jobs beyond its histories, and running ones that make way for the next.</summary>
    public IReadOnlyList<V1Job> Delete { get; init; } = [];

    /// <summary>The time for which a Job is to be started now.</summary>
    public DateTime? Start { get; init; }

    public TimeSpan? After { get; init; }
}
