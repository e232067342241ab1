using k8s.Models;

namespace Workshop.Cluster.Scheduling;

/// <summary>What a pod's claims demand of its node.</summary>
/// <param name="Missing">What no node could make up for, in Kubernetes' words; null: nothing.</param>
/// <param name="Bound">Volumes that the pod's claims have.</param>
/// <param name="Delayed">Claims that get their volume when the pod has its node.</param>
/// <param name="IsTakenAlone">A claim that one pod at a time may use is in use.</param>
internal sealed record VolumeNeeds(string? Missing, IReadOnlyList<V1PersistentVolume> Bound, IReadOnlyList<DelayedClaim> Delayed, bool IsTakenAlone)
{
    public static VolumeNeeds None { get; } = new(null, [], [], false);

    public Refusal[]? RefusalOf(NodeLoad node)
    {
        if (IsTakenAlone)
        {
            return [new Refusal("node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode", true)];
        }

        var refusals = new List<Refusal>();
        if (Bound.Any(volume => !NodeAffinity.Allows(volume, node.Node)))
        {
            refusals.Add(new Refusal("node(s) had volume node affinity conflict", false));
        }

        if (Delayed.Any(claim => !claim.CanBeHadOn(node.Node)))
        {
            refusals.Add(new Refusal("node(s) didn't find available persistent volumes to bind", false));
        }

        return refusals.Count == 0 ? null : [.. refusals];
    }
}
