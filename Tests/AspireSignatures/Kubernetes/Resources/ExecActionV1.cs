#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class ExecActionV1
{
    public List<string> Command { get; } = [];
}
