using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ServiceDiscovery;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.ServiceDefaults.Names;

internal static class NamesExtensions
{
    public static void AddNames(this WebApplicationBuilder builder)
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
