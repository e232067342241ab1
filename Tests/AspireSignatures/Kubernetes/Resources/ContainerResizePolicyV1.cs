#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class ContainerResizePolicyV1
{
    public string ResourceName { get; set; } = null!;
    public string RestartPolicy { get; set; } = null!;
}
