using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.StatefulSets;

/// <summary>Keeps the claims of a StatefulSet's pods: made before their pod, and owned by what they are to go with, as the set's retention policy says.</summary>
internal sealed class StatefulSetClaims(IClusterClient cluster, IEventRecorder events)
{
    public void Create(V1StatefulSet set, string pod)
    {
        foreach (var template in set.Spec.VolumeClaimTemplates ?? [])
        {
            var claim = StatefulSetPods.NewClaim(set, template, pod);
            if (cluster.Find<V1PersistentVolumeClaim>(claim.Metadata.NamespaceProperty, claim.Metadata.Name) is null)
            {
                cluster.Create(claim);
                events.Record(
                    set, "Normal", "SuccessfulCreate", $"create Claim {claim.Metadata.Name} Pod {pod} in StatefulSet {set.Metadata.Name} success", StatefulSetReconciler.Component);
            }
        }
    }

    /// <summary>The garbage collector does the rest: a claim goes with the set, or with a pod that the set has too many.</summary>
    public void SetOwners(V1StatefulSet set, IEnumerable<V1Pod> pods)
    {
        foreach (var pod in pods)
        {
            foreach (var template in set.Spec.VolumeClaimTemplates ?? [])
            {
                if (cluster.Find<V1PersistentVolumeClaim>(pod.Metadata.NamespaceProperty, StatefulSetNames.Claim(template, pod.Metadata.Name)) is { } claim)
                {
                    SetOwner(claim, set, pod);
                }
            }
        }
    }

    private void SetOwner(V1PersistentVolumeClaim claim, V1StatefulSet set, V1Pod pod)
    {
        var present = claim.Metadata.OwnerReferences ?? [];
        var others = present.Where(owner => owner.Uid != set.Metadata.Uid && !(owner.Kind == "Pod" && owner.Name == pod.Metadata.Name));
        List<V1OwnerReference> wanted = [.. others, .. OwnerOf(set, pod) is { } owner ? [owner] : Array.Empty<V1OwnerReference>()];
        if (KubernetesJson.Serialize(wanted) != KubernetesJson.Serialize(present))
        {
            cluster.Patch<V1PersistentVolumeClaim>(claim.Metadata.NamespaceProperty, claim.Metadata.Name, new JsonObject
            {
                ["metadata"] = new JsonObject { ["ownerReferences"] = wanted.Count == 0 ? null : JsonNode.Parse(KubernetesJson.Serialize(wanted)) },
            });
        }
    }

    private static V1OwnerReference? OwnerOf(V1StatefulSet set, V1Pod pod)
    {
        var policy = set.Spec.PersistentVolumeClaimRetentionPolicy;
        var (start, ordinal) = (set.Spec.Ordinals?.Start ?? 0, StatefulSetNames.OrdinalOf(set, pod));
        var isSurplus = ordinal < start || ordinal >= start + (set.Spec.Replicas ?? 1);
        return policy?.WhenScaled == "Delete" && isSurplus ? Owners.ReferenceTo(pod, "v1", "Pod")
            : policy?.WhenDeleted == "Delete" ? Owners.ReferenceTo(set, "apps/v1", "StatefulSet")
            : null;
    }
}
