using k8s.Models;

namespace Workshop.Cluster.Loops.DaemonSets;

/// <summary>The pods of a DaemonSet: each is bound for one node, and puts up with what drives others away.</summary>
internal static class DaemonPods
{
    private static readonly (string Key, string Effect)[] Tolerated =
    [
        ("not-ready", "NoExecute"),
        ("unreachable", "NoExecute"),
        ("disk-pressure", "NoSchedule"),
        ("memory-pressure", "NoSchedule"),
        ("pid-pressure", "NoSchedule"),
        ("unschedulable", "NoSchedule"),
    ];

    public static V1Pod New(V1DaemonSet set, string node, string hash)
    {
        var template = set.Spec.Template;
        var spec = Tolerant(template.Spec);
        spec.Affinity = new V1Affinity
        {
            PodAffinity = spec.Affinity?.PodAffinity,
            PodAntiAffinity = spec.Affinity?.PodAntiAffinity,
            NodeAffinity = new V1NodeAffinity
            {
                PreferredDuringSchedulingIgnoredDuringExecution = spec.Affinity?.NodeAffinity?.PreferredDuringSchedulingIgnoredDuringExecution,
                RequiredDuringSchedulingIgnoredDuringExecution = new V1NodeSelector
                {
                    NodeSelectorTerms = [new V1NodeSelectorTerm { MatchFields = [new V1NodeSelectorRequirement { Key = "metadata.name", OperatorProperty = "In", Values = [node] }] }],
                },
            },
        };
        return new V1Pod
        {
            ApiVersion = "v1",
            Kind = "Pod",
            Metadata = new V1ObjectMeta
            {
                GenerateName = $"{set.Metadata.Name}-",
                NamespaceProperty = set.Metadata.NamespaceProperty,
                Labels = new Dictionary<string, string>(template.Metadata?.Labels ?? new Dictionary<string, string>())
                {
                    [DaemonSetPlan.RevisionLabel] = hash,
                    ["pod-template-generation"] = set.Metadata.Annotations?.TryGetValue(DaemonSetPlan.GenerationAnnotation, out var generation) == true ? generation : "1",
                },
                Annotations = template.Metadata?.Annotations,
                OwnerReferences = [Owners.ReferenceTo(set, "apps/v1", "DaemonSet")],
            },
            Spec = spec,
        };
    }

    /// <summary>A copy of the template's spec, with the tolerations of a DaemonSet's pods.</summary>
    public static V1PodSpec Tolerant(V1PodSpec template)
    {
        var spec = k8s.KubernetesJson.Deserialize<V1PodSpec>(k8s.KubernetesJson.Serialize(template));
        var added = Tolerated.Concat(spec.HostNetwork == true ? [("network-unavailable", "NoSchedule")] : [])
            .Select(taint => new V1Toleration { Key = $"node.kubernetes.io/{taint.Item1}", OperatorProperty = "Exists", Effect = taint.Item2 })
            .ToList();
        var own = (spec.Tolerations ?? []).Where(toleration => !added.Exists(other => other.Key == toleration.Key && other.Effect == toleration.Effect));
        spec.Tolerations = [.. own, .. added];
        return spec;
    }

    /// <summary>Where it is, or is bound for.</summary>
    public static string NodeOf(V1Pod pod) => pod.Spec.NodeName is { Length: > 0 } name
        ? name
        : (pod.Spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution?.NodeSelectorTerms ?? [])
            .SelectMany(term => term.MatchFields ?? [])
            .FirstOrDefault(rule => rule is { Key: "metadata.name", OperatorProperty: "In", Values.Count: 1 })?.Values[0] ?? "";
}
