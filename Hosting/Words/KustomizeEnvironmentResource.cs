#pragma warning disable ASPIRECOMPUTE002 // Endpoint expressions of environments are experimental in Aspire.

using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A place to compute that is any Kubernetes: the application is written for it as a kustomize base with overlays, and brought to it by kubectl.</summary>
/// <param name="name">The resource's name.</param>
public sealed class KustomizeEnvironmentResource(string name) : Resource(name), IComputeEnvironmentResource
{
    private const int HttpPort = 80;
    private const int HttpsPort = 443;

    /// <summary>The host of an endpoint, as others in the cluster call it: its Service has the resource's name.</summary>
    public ReferenceExpression GetHostAddressExpression(EndpointReference endpointReference)
    {
        ArgumentNullException.ThrowIfNull(endpointReference);
        return Text(endpointReference.Resource.Name);
    }

    /// <summary>A property of an endpoint, as others in the cluster see it: <c>http://hello</c> means port 80 of its Service.</summary>
    public ReferenceExpression GetEndpointPropertyExpression(EndpointReferenceExpression endpointReferenceExpression)
    {
        ArgumentNullException.ThrowIfNull(endpointReferenceExpression);
        var reference = endpointReferenceExpression.Endpoint;
        var endpoint = reference.EndpointAnnotation;
        var host = reference.Resource.Name;
        var targetPort = endpoint.TargetPort ?? (endpoint.UriScheme == "https" ? 8443 : 8080);
        var port = endpoint.Port ?? endpoint.Name switch { "http" => HttpPort, "https" => HttpsPort, _ => targetPort };
        var isImplied = (endpoint.UriScheme, port) is ("http", HttpPort) or ("https", HttpsPort);
        return Text(endpointReferenceExpression.Property switch
        {
            EndpointProperty.Url when isImplied => $"{endpoint.UriScheme}://{host}",
            EndpointProperty.Url => string.Create(CultureInfo.InvariantCulture, $"{endpoint.UriScheme}://{host}:{port}"),
            EndpointProperty.Host or EndpointProperty.IPV4Host => host,
            EndpointProperty.Port => port.ToString(CultureInfo.InvariantCulture),
            EndpointProperty.TargetPort => targetPort.ToString(CultureInfo.InvariantCulture),
            EndpointProperty.Scheme => endpoint.UriScheme,
            EndpointProperty.HostAndPort => string.Create(CultureInfo.InvariantCulture, $"{host}:{port}"),
            EndpointProperty.TlsEnabled => bool.FalseString,
            _ => throw new ArgumentOutOfRangeException(nameof(endpointReferenceExpression), $"Endpoints have no property {endpointReferenceExpression.Property}."),
        });
    }

    private static ReferenceExpression Text(string text)
    {
        var builder = new ReferenceExpressionBuilder();
        builder.AppendLiteral(text);
        return builder.Build();
    }
}
