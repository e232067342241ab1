#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class RollingUpdateDeploymentV1
{
    public int MaxSurge { get; set; }
    public int MaxUnavailable { get; set; }
}
