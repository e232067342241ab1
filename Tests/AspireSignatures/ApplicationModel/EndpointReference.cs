#nullable enable

namespace Aspire.Hosting.ApplicationModel;

public sealed class EndpointReference : IExpressionValue, IValueProvider, IManifestExpressionProvider
{
    public EndpointReference(IResourceWithEndpoints owner, string endpointName) => (Resource, EndpointName) = (owner, endpointName);
    public IResourceWithEndpoints Resource { get; }
    public string EndpointName { get; }
    public string? ErrorMessage { get => throw null!; init => throw null!; }
    public bool IsAllocated => throw null!;
    public bool Exists => throw null!;
    public bool IsHttp => throw null!;
    public bool IsHttps => throw null!;
    public bool TlsEnabled => throw null!;
    public bool IsHttpSchemeNamedEndpoint => throw null!;
    public bool ExcludeReferenceEndpoint => throw null!;
    public int Port => throw null!;
    public int? TargetPort => throw null!;
    public string Host => throw null!;
    public string Scheme => throw null!;
    public string Url => throw null!;
    public ReferenceExpression GetTlsValue(ReferenceExpression enabledValue, ReferenceExpression disabledValue) => throw null!;
    public ValueTask<string> GetValueAsync(CancellationToken cancellationToken = default) => throw null!;
    public ValueTask<string> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) => throw null!;
    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);
}
