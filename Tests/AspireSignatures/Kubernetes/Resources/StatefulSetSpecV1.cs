#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class StatefulSetSpecV1
{
    public string ServiceName { get; set; } = null!;
    public PodTemplateSpecV1 Template { get; set; } = new();
    public LabelSelectorV1 Selector { get; set; } = new();
    public int? MinReadySeconds { get; set; }
    public StatefulSetOrdinalsV1? Ordinals { get; set; }
    public int? Replicas { get; set; }
    public List<PersistentVolumeClaim> VolumeClaimTemplates { get; } = [];
    public int? RevisionHistoryLimit { get; set; }
    public StatefulSetPersistentVolumeClaimRetentionPolicyV1? PersistentVolumeClaimRetentionPolicy { get; set; }
    public string? PodManagementPolicy { get; set; }
    public StatefulSetUpdateStrategyV1? UpdateStrategy { get; set; }
}
