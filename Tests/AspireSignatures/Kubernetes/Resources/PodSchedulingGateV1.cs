#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class PodSchedulingGateV1
{
    public string Name { get; set; } = null!;
}
