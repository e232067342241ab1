#nullable enable

using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

public sealed class EndpointAnnotation : IResourceAnnotation
{
    public EndpointAnnotation(ProtocolType protocol, string? uriScheme = null, string? transport = null, string? name = null, int? port = null, int? targetPort = null, bool? isExternal = null, bool? isProxied = null) =>
        (Protocol, UriScheme, Transport, Name, Port, TargetPort, IsExternal, IsProxied) = (protocol, uriScheme ?? "tcp", transport ?? "tcp", name ?? uriScheme ?? "tcp", port, targetPort, isExternal ?? false, isProxied ?? true);
    public string Name { get; set; }
    public ProtocolType Protocol { get; set; }
    public int? Port { get; set; }
    public int? TargetPort { get; set; }
    public string UriScheme { get; set; }
    public string Transport { get; set; }
    public bool IsExternal { get; set; }
    public bool IsProxied { get; set; }
    public bool ExcludeReferenceEndpoint { get; set; }
}
