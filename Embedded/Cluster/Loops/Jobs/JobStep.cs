using k8s.Models;

namespace Workshop.Cluster.Loops.Jobs;

/// <summary>What a Job needs next, in the order in which it is done.</summary>
/// <param name="Status">As it is to be; the counts of running pods are taken when the rest is done.</param>
internal sealed record JobStep(V1JobStatus Status)
{
    /// <summary>Running pods that it wants no longer: their end is no failure.</summary>
    public IReadOnlyList<V1Pod> Dismiss { get; init; } = [];

    /// <summary>Running pods that end with the Job.</summary>
    public IReadOnlyList<V1Pod> End { get; init; } = [];

    /// <summary>Pods to make: each for an index, or for none.</summary>
    public IReadOnlyList<int?> Create { get; init; } = [];

    /// <summary>Ended pods that the status counts: they are held no longer, once it is written.</summary>
    public IReadOnlyList<V1Pod> Release { get; init; } = [];

    public IReadOnlyList<(string Type, string Reason, string Message)> Events { get; init; } = [];

    public TimeSpan? After { get; init; }
}
