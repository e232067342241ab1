#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class VolumeProjectionV1
{
    public ConfigMapProjectionV1? ConfigMap { get; set; }
    public DownwardApiProjectionV1? DownwardApi { get; set; }
    public SecretProjectionV1? Secret { get; set; }
    public ServiceAccountTokenProjectionV1? ServiceAccountToken { get; set; }
}
