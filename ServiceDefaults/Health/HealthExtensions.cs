using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Workshop.ServiceDefaults.Health;

internal static class HealthExtensions
{
    /// <summary>Registered first of the hosted services: started first, stopped last.</summary>
    public static void AddHealth(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<HealthState>();
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<Dependencies>();
        builder.Services.AddSingleton<IHealthPortEndpoint, HealthDetails>();
        builder.Services.AddSingleton<HealthApplication>();
        builder.Services.AddSingleton<HealthServer>();
        builder.Services.AddHostedService(services => services.GetRequiredService<HealthServer>());
    }
}
