#nullable enable

namespace Aspire.Hosting.ApplicationModel;

public class RedisResource : ContainerResource, IResourceWithConnectionString, IExpressionValue, IValueProvider, IManifestExpressionProvider
{
    public RedisResource(string name) : base(name)
    {
    }

    public RedisResource(string name, ParameterResource password) : base(name) => throw null!;
    public EndpointReference PrimaryEndpoint => throw null!;
    public EndpointReferenceExpression Host => throw null!;
    public EndpointReferenceExpression Port => throw null!;
    public ParameterResource? PasswordParameter => throw null!;
    public bool TlsEnabled => throw null!;
    public ReferenceExpression ConnectionStringExpression => throw null!;
    public ReferenceExpression UriExpression => throw null!;
    public ValueTask<string> GetConnectionStringAsync(CancellationToken cancellationToken = default) => throw null!;
}
