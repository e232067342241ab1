namespace Aspire.Hosting.Testing;

/// <summary>How a test reaches a running application's services.</summary>
public static class DistributedApplicationHostingTestingExtensions
{
    /// <param name="endpointName">Default: the first http endpoint.</param>
    public static HttpClient CreateHttpClient(this DistributedApplication app, string resourceName, string? endpointName = null) =>
        new() { BaseAddress = app.GetEndpoint(resourceName, endpointName) };

    /// <summary>An address that this machine reaches: the external one, or the Service's own.</summary>
    public static Uri GetEndpoint(this DistributedApplication app, string resourceName, string? endpointName = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.Endpoint(resourceName, endpointName);
    }
}
