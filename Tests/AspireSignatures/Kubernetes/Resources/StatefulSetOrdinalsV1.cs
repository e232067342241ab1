#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class StatefulSetOrdinalsV1
{
    public int? Start { get; set; }
}
