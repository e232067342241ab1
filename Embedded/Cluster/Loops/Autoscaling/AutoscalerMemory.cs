using System.Collections.Immutable;

namespace Workshop.Cluster.Loops.Autoscaling;

/// <summary>What an autoscaler remembers of its passes. Immutable: each pass makes the next one. It does not outlive the process, as in Kubernetes.</summary>
/// <param name="Uid">Of the autoscaler: another one of that name begins anew.</param>
/// <param name="Recommendations">What it wanted, before windows and limits.</param>
/// <param name="Changes">What it did: pods added, or removed if negative.</param>
internal sealed record AutoscalerMemory(string Uid, ImmutableArray<TimedCount> Recommendations, ImmutableArray<TimedCount> Changes)
{
    /// <summary>Before the first pass, what is there counts as wanted: so that nothing shrinks at once.</summary>
    public static AutoscalerMemory New(string uid, int present, DateTimeOffset now) => new(uid, [new TimedCount(present, now)], []);

    public AutoscalerMemory WithRecommendation(int count, DateTimeOffset now, TimeSpan keptFor) =>
        this with { Recommendations = [.. Recommendations.Where(item => item.At >= now - keptFor), new TimedCount(count, now)] };

    public AutoscalerMemory WithChange(int count, DateTimeOffset now, TimeSpan keptFor) =>
        this with { Changes = [.. Changes.Where(item => item.At >= now - keptFor), new TimedCount(count, now)] };

    public int AddedSince(DateTimeOffset cutoff) => Changes.Where(item => item.At > cutoff && item.Count > 0).Sum(item => item.Count);

    public int RemovedSince(DateTimeOffset cutoff) => -Changes.Where(item => item.At > cutoff && item.Count < 0).Sum(item => item.Count);
}

internal readonly record struct TimedCount(int Count, DateTimeOffset At);
