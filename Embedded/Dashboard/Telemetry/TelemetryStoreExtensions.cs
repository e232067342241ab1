using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Workshop.Dashboard.Telemetry;

internal static class TelemetryStoreExtensions
{
    /// <summary>The telemetry in memory, as <see cref="ITelemetryStore"/>.</summary>
    public static IServiceCollection AddTelemetryStore(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<TelemetryOptions>, TelemetryOptionsValidator>();
        services.AddOptions<TelemetryOptions>().BindConfiguration(TelemetryOptions.Section).ValidateOnStart();
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton<TelemetryStore>();
        services.AddSingleton<ITelemetryStore>(provider => provider.GetRequiredService<TelemetryStore>());
        return services;
    }
}
