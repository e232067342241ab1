#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class HttpGetActionV1
{
    public string Scheme { get; set; } = null!;
    public string Path { get; set; } = null!;
    public List<HttpHeaderV1> HttpHeaders { get; } = [];
    public string Host { get; set; } = null!;
    public Int32OrStringV1? Port { get; set; }
}
