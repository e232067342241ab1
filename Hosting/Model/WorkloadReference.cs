using Aspire.Hosting.ApplicationModel;

namespace Workshop.Hosting.Model;

/// <summary>A variable that tells the resource the address of another: <c>services__NAME__http__0</c>, <c>NAME_HTTP</c>.</summary>
internal sealed record WorkloadReference(string Variable, EndpointReference Endpoint);
