namespace Aspire.Hosting.ApplicationModel;

/// <summary>Names an endpoint of a resource; whether it exists is checked when the model is built. As a value: its URL.</summary>
public sealed class EndpointReference : IExpressionValue
{
    public EndpointReference(IResourceWithEndpoints owner, string endpointName)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(endpointName);
        Resource = owner;
        EndpointName = endpointName;
    }

    public IResourceWithEndpoints Resource { get; }

    public string EndpointName { get; }

    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);
}
