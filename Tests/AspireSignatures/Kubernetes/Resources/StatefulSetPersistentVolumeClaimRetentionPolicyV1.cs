#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class StatefulSetPersistentVolumeClaimRetentionPolicyV1
{
    public string? WhenDeleted { get; set; }
    public string? WhenScaled { get; set; }
}
