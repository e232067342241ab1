using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Workshop.Endpoints.Lab.Faults;
using Workshop.Endpoints.Page;
using Workshop.ServiceDefaults.Health;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.Endpoints.Lab;

/// <summary>What only labs have. Called by each part; in the monolith only the first call counts. Outside of labs nothing of it exists.</summary>
internal static class LabExtensions
{
    public static void AddLab(this WebApplicationBuilder builder)
    {
        if (!ServiceSettings.Of(builder).Lab)
        {
            return;
        }

        builder.Services.AddMetrics();
        builder.Services.TryAddSingleton<PodHeaders>();
        builder.Services.TryAddSingleton<LabPage>();
        builder.Services.TryAddSingleton<FaultState>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthPortEndpoint, FaultsEndpoint>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthPortEndpoint, EnvironmentEndpoint>());
    }

    public static void UseLab(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<ServiceSettings>().Lab || !((IApplicationBuilder)app).Properties.TryAdd(nameof(LabExtensions), true))
        {
            return;
        }

        var headers = app.Services.GetRequiredService<PodHeaders>();
        app.Use((context, next) =>
        {
            headers.AddTo(context);
            return next(context);
        });
        app.UseMiddleware<FaultMiddleware>();
    }
}
