using k8s.Models;

namespace Workshop.Cluster.Loops.Deployments;

/// <summary>
/// Decides how a Deployment that is scaled in the middle of a rollout (or while paused) spreads its new size over its ReplicaSets:
/// in proportion to the size that each has, so that the mix of versions stays.
/// </summary>
internal static class ProportionalScalePlan
{
    /// <summary>Whether the wanted size changed since the ReplicaSets were last sized.</summary>
    public static bool IsDue(RolloutLimits limits, IEnumerable<V1ReplicaSet> sets) => sets.Any(set =>
        set.Spec.Replicas > 0 && ReplicaSetAnnotations.Number(set, ReplicaSetAnnotations.DesiredReplicas) is { } desired && desired != limits.Desired);

    public static IReadOnlyList<ReplicaSetScale> For(V1Deployment deployment, RolloutLimits limits, V1ReplicaSet? current, IReadOnlyList<V1ReplicaSet> old)
    {
        var active = old.Where(set => set.Spec.Replicas > 0).ToList();
        if (OnlyOne(current, active, old) is { } only)
        {
            return [new ReplicaSetScale(only, limits.Desired)];
        }

        if (current is not null && IsSaturated(limits, current))
        {
            return [.. active.Select(set => new ReplicaSetScale(set, 0))];
        }

        List<V1ReplicaSet> all = current?.Spec.Replicas > 0 ? [current, .. active] : active;
        return all.Count == 0 || deployment.Spec.Strategy?.Type == "Recreate" ? [] : Spread(limits, deployment.Status?.Replicas ?? 0, all);
    }

    /// <summary>The one ReplicaSet that is to have all replicas: the only active one, or the newest when none is active.</summary>
    private static V1ReplicaSet? OnlyOne(V1ReplicaSet? current, List<V1ReplicaSet> active, IReadOnlyList<V1ReplicaSet> old)
    {
        var currentIsActive = current?.Spec.Replicas > 0;
        return (active.Count + (currentIsActive ? 1 : 0)) switch
        {
            0 => current ?? old.MaxBy(set => set.Metadata.CreationTimestamp),
            1 => currentIsActive ? current : active[0],
            _ => null,
        };
    }

    private static bool IsSaturated(RolloutLimits limits, V1ReplicaSet current) =>
        current.Spec.Replicas == limits.Desired
        && ReplicaSetAnnotations.Number(current, ReplicaSetAnnotations.DesiredReplicas) == limits.Desired
        && current.Status?.AvailableReplicas == limits.Desired;

    private static List<ReplicaSetScale> Spread(RolloutLimits limits, int statusReplicas, List<V1ReplicaSet> active)
    {
        var allowed = limits.Desired > 0 ? limits.MaxTotal : 0;
        var toAdd = allowed - active.Sum(set => set.Spec.Replicas ?? 0);

        // The largest takes what rounding leaves over; among equals the newer one grows and the older one shrinks.
        var bySize = active.OrderByDescending(set => set.Spec.Replicas);
        var ordered = (toAdd > 0
            ? bySize.ThenByDescending(set => set.Metadata.CreationTimestamp)
            : bySize.ThenBy(set => set.Metadata.CreationTimestamp)).ToList();

        var scales = new List<ReplicaSetScale>();
        var added = 0;
        foreach (var set in ordered)
        {
            var share = toAdd == added ? 0 : Share(limits, statusReplicas, set);
            share = toAdd > 0 ? Math.Min(share, toAdd - added) : Math.Max(share, toAdd - added);
            added += share;
            scales.Add(new ReplicaSetScale(set, (set.Spec.Replicas ?? 0) + share));
        }

        scales[0] = scales[0] with { To = Math.Max(scales[0].To + toAdd - added, 0) };
        return scales;
    }

    private static int Share(RolloutLimits limits, int statusReplicas, V1ReplicaSet set)
    {
        var size = set.Spec.Replicas ?? 0;
        if (limits.Desired == 0)
        {
            return -size;
        }

        var before = ReplicaSetAnnotations.Number(set, ReplicaSetAnnotations.MaxReplicas) is { } max and > 0 ? max : Math.Max(statusReplicas, 1);
        return (int)Math.Round((double)size * limits.MaxTotal / before, MidpointRounding.AwayFromZero) - size;
    }
}
