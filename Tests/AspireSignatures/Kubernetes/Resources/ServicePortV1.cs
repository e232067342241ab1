#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class ServicePortV1
{
    public string Name { get; set; } = null!;
    public string AppProtocol { get; set; } = null!;
    public string Protocol { get; set; } = null!;
    public int? NodePort { get; set; }
    public Int32OrStringV1 Port { get; set; } = null!;
    public Int32OrStringV1 TargetPort { get; set; } = null!;
}
