namespace Workshop.Dashboard.Telemetry;

/// <summary>Which senders a query asks for.</summary>
/// <param name="Service">Null is every service.</param>
/// <param name="Instance">Null is every instance of the service.</param>
public sealed record ResourceFilter(string? Service = null, string? Instance = null)
{
    public static ResourceFilter Any { get; } = new();

    public bool Matches(TelemetryResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return (Service is null || Service == resource.Service) && (Instance is null || Instance == resource.Instance);
    }
}
