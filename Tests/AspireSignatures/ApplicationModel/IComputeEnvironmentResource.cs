#nullable enable
#pragma warning disable ASPIRECOMPUTE002

using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

public interface IComputeEnvironmentResource : IResource
{
    [Experimental("ASPIRECOMPUTE002")]
    ReferenceExpression GetEndpointPropertyExpression(EndpointReferenceExpression endpointReferenceExpression) => throw null!;
    [Experimental("ASPIRECOMPUTE002")]
    ReferenceExpression GetHostAddressExpression(EndpointReference endpointReference);
}
