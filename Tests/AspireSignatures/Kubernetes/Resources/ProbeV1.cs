#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class ProbeV1
{
    public ExecActionV1? Exec { get; set; }
    public GrpcActionV1? Grpc { get; set; }
    public int? FailureThreshold { get; set; }
    public int? SuccessThreshold { get; set; }
    public int? InitialDelaySeconds { get; set; }
    public int? PeriodSeconds { get; set; }
    public long? TerminationGracePeriodSeconds { get; set; }
    public int? TimeoutSeconds { get; set; }
    public HttpGetActionV1? HttpGet { get; set; }
    public TcpSocketActionV1? TcpSocket { get; set; }
}
