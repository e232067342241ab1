using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Workshop.Dashboard.Telemetry;

internal static class TelemetryStoreExtensions
{
    /// <summary>The telemetry in memory, as <see cref="ITelemetryStore"/>.</summary>
    public static IServiceCollection AddTelemetryStore(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ITelemetryStore, EmptyTelemetryStore>();
        return services;
    }
}
