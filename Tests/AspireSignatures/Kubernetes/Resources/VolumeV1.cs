#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class VolumeV1
{
    public ImageVolumeSourceV1? Image { get; set; }
    public string Name { get; set; } = null!;
    public HostPathVolumeSourceV1? HostPath { get; set; }
    public EphemeralVolumeSourceV1? Ephemeral { get; set; }
    public PersistentVolumeClaimVolumeSourceV1? PersistentVolumeClaim { get; set; }
    public ConfigMapVolumeSourceV1? ConfigMap { get; set; }
    public EmptyDirVolumeSourceV1? EmptyDir { get; set; }
    public SecretVolumeSourceV1? Secret { get; set; }
    public ProjectedVolumeSourceV1? Projected { get; set; }
}
