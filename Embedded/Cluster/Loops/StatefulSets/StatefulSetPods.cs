using System.Globalization;
using k8s;
using k8s.Models;
using Workshop.Cluster.Kinds;

namespace Workshop.Cluster.Loops.StatefulSets;

/// <summary>Makes the pods of StatefulSets, and the claims that go with them.</summary>
internal static class StatefulSetPods
{
    /// <param name="template">That of the revision.</param>
    public static V1Pod New(V1StatefulSet set, V1PodTemplateSpec template, int ordinal, string revision)
    {
        var name = StatefulSetNames.Pod(set, ordinal);
        var spec = KubernetesJson.Deserialize<V1PodSpec>(KubernetesJson.Serialize(template.Spec));
        var claimed = (set.Spec.VolumeClaimTemplates ?? []).Select(claim => claim.Metadata.Name).ToHashSet();
        spec.Volumes =
        [
            .. (set.Spec.VolumeClaimTemplates ?? []).Select(claim => new V1Volume
            {
                Name = claim.Metadata.Name,
                PersistentVolumeClaim = new V1PersistentVolumeClaimVolumeSource { ClaimName = StatefulSetNames.Claim(claim, name) },
            }),
            .. (spec.Volumes ?? []).Where(volume => !claimed.Contains(volume.Name)),
        ];
        spec.Hostname = name;
        spec.Subdomain = set.Spec.ServiceName;
        return new V1Pod
        {
            ApiVersion = "v1",
            Kind = "Pod",
            Metadata = new V1ObjectMeta
            {
                Name = name,
                NamespaceProperty = set.Metadata.NamespaceProperty,
                Labels = new Dictionary<string, string>(template.Metadata?.Labels ?? new Dictionary<string, string>())
                {
                    ["apps.kubernetes.io/pod-index"] = ordinal.ToString(CultureInfo.InvariantCulture),
                    [StatefulSetPlan.RevisionLabel] = revision,
                    ["statefulset.kubernetes.io/pod-name"] = name,
                },
                Annotations = template.Metadata?.Annotations,
                OwnerReferences = [Owners.ReferenceTo(set, KindTable.StatefulSet.ApiVersion, KindTable.StatefulSet.Kind)],
            },
            Spec = spec,
        };
    }

    public static V1PersistentVolumeClaim NewClaim(V1StatefulSet set, V1PersistentVolumeClaim template, string pod) => new()
    {
        ApiVersion = "v1",
        Kind = "PersistentVolumeClaim",
        Metadata = new V1ObjectMeta
        {
            Name = StatefulSetNames.Claim(template, pod),
            NamespaceProperty = set.Metadata.NamespaceProperty,
            Annotations = template.Metadata.Annotations,
            Labels = new Dictionary<string, string>((template.Metadata.Labels ?? new Dictionary<string, string>())
                .Concat(set.Spec.Selector.MatchLabels ?? new Dictionary<string, string>()).DistinctBy(label => label.Key)),
        },
        Spec = template.Spec,
    };
}
