#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class ContainerPortV1
{
    public string HostIp { get; set; } = null!;
    public string Name { get; set; } = null!;
    public string Protocol { get; set; } = null!;
    public Int32OrStringV1? ContainerPort { get; set; }
    public Int32OrStringV1? HostPort { get; set; }
}
