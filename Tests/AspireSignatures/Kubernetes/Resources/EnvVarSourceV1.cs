#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class EnvVarSourceV1
{
    public ConfigMapKeySelectorV1? ConfigMapKeyRef { get; set; }
    public ObjectFieldSelectorV1? FieldRef { get; set; }
    public ResourceFieldSelectorV1? ResourceFieldRef { get; set; }
    public SecretKeySelectorV1? SecretKeyRef { get; set; }
}
