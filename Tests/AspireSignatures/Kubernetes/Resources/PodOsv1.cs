#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class PodOsv1
{
    public string Name { get; set; } = null!;
}
