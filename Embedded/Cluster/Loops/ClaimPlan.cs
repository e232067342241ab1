using k8s;
using k8s.Models;

namespace Workshop.Cluster.Loops;

/// <summary>Decides which objects belong to an owner: by its selector and by their controller reference, never by name.</summary>
internal static class ClaimPlan
{
    public static Claim<T> For<T>(IKubernetesObject<V1ObjectMeta> owner, V1LabelSelector selector, IEnumerable<T> candidates)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var claim = new Claim<T>([], [], []);
        var ownerIsGoing = owner.Metadata.DeletionTimestamp is not null;
        foreach (var candidate in candidates)
        {
            var fits = LabelMatch.Fits(selector, candidate.Metadata.Labels);
            if (Owners.ControllerOf(candidate) is { } controller)
            {
                if (controller.Uid == owner.Metadata.Uid)
                {
                    // An owner that is being deleted lets nothing go: what it had is collected with it.
                    (fits || ownerIsGoing ? claim.Mine : claim.Release).Add(candidate);
                }
            }
            else if (fits && !ownerIsGoing && candidate.Metadata.DeletionTimestamp is null)
            {
                claim.Adopt.Add(candidate);
            }
        }

        return claim;
    }
}

/// <param name="Mine">Controlled by the owner already.</param>
/// <param name="Adopt">Without a controller, and the selector fits: the owner takes them.</param>
/// <param name="Release">Controlled by the owner, but their labels fit no longer.</param>
internal sealed record Claim<T>(List<T> Mine, List<T> Adopt, List<T> Release);
