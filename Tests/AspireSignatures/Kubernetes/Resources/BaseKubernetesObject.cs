#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public abstract class BaseKubernetesObject
{
    protected BaseKubernetesObject(string? apiVersion = null, string? kind = null) => (ApiVersion, Kind) = (apiVersion, kind);
    public string? Kind { get; set; }
    public string? ApiVersion { get; set; }
}
