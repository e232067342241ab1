#nullable enable

namespace Aspire.Hosting.ApplicationModel;

public class EndpointReferenceExpression : IExpressionValue, IValueProvider, IManifestExpressionProvider
{
    public EndpointReferenceExpression(EndpointReference endpointReference, EndpointProperty property) => (Endpoint, Property) = (endpointReference, property);
    public EndpointReference Endpoint { get; }
    public EndpointProperty Property { get; }
    public string ValueExpression => throw null!;
    public ValueTask<string> GetValueAsync(CancellationToken cancellationToken = default) => throw null!;
    public ValueTask<string> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) => throw null!;
}
