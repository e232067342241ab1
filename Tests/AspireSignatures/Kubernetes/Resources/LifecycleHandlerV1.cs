#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class LifecycleHandlerV1
{
    public ExecActionV1 Exec { get; set; } = new();
    public SleepActionV1 Sleep { get; set; } = new();
    public HttpGetActionV1 HttpGet { get; set; } = new();
    public TcpSocketActionV1 TcpSocket { get; set; } = new();
}
