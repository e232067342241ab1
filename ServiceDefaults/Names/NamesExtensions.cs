using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ServiceDiscovery;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.ServiceDefaults.Names;

/// <summary>Names of Services, and HTTP clients that understand them.</summary>
public static class NamesExtensions
{
    /// <summary>Every HttpClient of this service takes names of Services, balances over their ready pods, and retries on another one.</summary>
    /// <remarks>A call of its own, because only a service that calls another one should pay for it at start.</remarks>
    public static WebApplicationBuilder AddServiceClients(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            // Resilience outside, names inside: each attempt may go to another pod.
            http.AddStandardResilienceHandler();
            http.AddServiceDiscovery();
        });
        return builder;
    }

    internal static void AddNames(this WebApplicationBuilder builder)
    {
        var namesFile = builder.Configuration[SettingKeys.Names] is { Length: > 0 } path ? path : null;
        builder.Services.AddSingleton(services => new ServiceNames(
            namesFile,
            ServiceSettings.Of(builder).PodAddress,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<ServiceNames>>()));

        // Before those that AddServiceDiscovery brings: the first one that knows a name answers.
        builder.Services.AddSingleton<IServiceEndpointProviderFactory, NamesEndpointProviderFactory>();
    }
}
