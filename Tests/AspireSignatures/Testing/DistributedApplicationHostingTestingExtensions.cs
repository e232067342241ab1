#nullable enable

using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Testing;

public static class DistributedApplicationHostingTestingExtensions
{
    public static HttpClient CreateHttpClient(this DistributedApplication app, string resourceName, string? endpointName = null) => throw null!;
    public static ValueTask<string> GetConnectionStringAsync(this DistributedApplication app, string resourceName, CancellationToken cancellationToken = default) => throw null!;
    public static Uri GetEndpoint(this DistributedApplication app, string resourceName, string? endpointName = null) => throw null!;
}
