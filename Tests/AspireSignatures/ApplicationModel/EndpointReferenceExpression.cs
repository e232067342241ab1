#nullable enable

namespace Aspire.Hosting.ApplicationModel;

public class EndpointReferenceExpression : IExpressionValue, IValueProvider, IManifestExpressionProvider
{
    public EndpointReferenceExpression(EndpointReference endpointReference, EndpointProperty property) => throw null!;
    public EndpointReference Endpoint => throw null!;
    public EndpointProperty Property => throw null!;
    public string ValueExpression => throw null!;
    public ValueTask<string> GetValueAsync(CancellationToken cancellationToken = default) => throw null!;
    public ValueTask<string> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) => throw null!;
}
