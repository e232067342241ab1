#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class CapabilitiesV1
{
    public List<string> Add { get; } = [];
    public List<string> Drop { get; } = [];
}
