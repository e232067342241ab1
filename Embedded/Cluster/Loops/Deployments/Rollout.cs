using k8s.Models;

namespace Workshop.Cluster.Loops.Deployments;

/// <summary>A Deployment's ReplicaSets at the moment of a pass, told apart: the one with the present template, and the old ones.</summary>
/// <param name="Current">Null while no ReplicaSet has the Deployment's template.</param>
internal sealed record Rollout(RolloutLimits Limits, V1ReplicaSet? Current, IReadOnlyList<V1ReplicaSet> Old)
{
    public IEnumerable<V1ReplicaSet> All => Current is null ? Old : [Current, .. Old];

    /// <summary>The revision that a new template gets: one more than the highest of the old ones.</summary>
    public long NextRevision => Old.Max(set => ReplicaSetAnnotations.Number(set, ReplicaSetAnnotations.Revision)).GetValueOrDefault() + 1;

    public static Rollout Of(V1Deployment deployment, IEnumerable<V1ReplicaSet> sets)
    {
        // The oldest of several equal ones (a hash collision, or an adopted one), as every pass must choose the same.
        var ordered = sets.OrderBy(set => set.Metadata.CreationTimestamp).ThenBy(set => set.Metadata.Name, StringComparer.Ordinal).ToList();
        var current = ordered.Find(set => PodTemplates.AreEqual(set.Spec.Template, deployment.Spec.Template));
        return new Rollout(RolloutLimits.Of(deployment), current, [.. ordered.Where(set => set != current)]);
    }

    /// <summary>The same with one ReplicaSet in its newer version.</summary>
    public Rollout With(V1ReplicaSet changed) => this with
    {
        Current = Current?.Metadata.Uid == changed.Metadata.Uid ? changed : Current,
        Old = [.. Old.Select(set => set.Metadata.Uid == changed.Metadata.Uid ? changed : set)],
    };
}
