using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Workshop.Cluster.Telemetry.Rollouts;

namespace Workshop.Cluster.Telemetry;

internal static class TelemetryServiceCollectionExtensions
{
    /// <summary>Spans, and where they go to. Stopped last of all parts that make spans.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.AddSpans();
        services.AddSingleton<TelemetryExport>();
        return services.AddHostedService(provider => provider.GetRequiredService<TelemetryExport>());
    }

    /// <summary>What makes spans needs, whether they go anywhere or not.</summary>
    public static IServiceCollection AddSpans(this IServiceCollection services)
    {
        services.TryAddSingleton<ClusterSpans>();
        services.TryAddSingleton<WriteNotes>();
        return services;
    }

    /// <summary>After the informers, before the loops.</summary>
    public static IServiceCollection AddRolloutTraces(this IServiceCollection services) => services.AddHostedService<RolloutTracer>();
}
