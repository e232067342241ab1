using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Workshop.ServiceDefaults.Listening;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.ServiceDefaults.Life;

internal static class LifeExtensions
{
    public static void AddLife(this WebApplicationBuilder builder)
    {
        var settings = ServiceSettings.Of(builder);
        builder.Services.AddSingleton<ServiceLife>();
        builder.Services.AddSingleton<ListeningPlaces>();
        builder.Services.AddSingleton<RestartingRunner>();
        builder.Services.AddHostedService<DrainService>();
        builder.Services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.DrainDelay + settings.DrainTimeout);
    }

    /// <summary>While draining, each answer asks its client to come back by a new connection, which then goes elsewhere.</summary>
    public static void UseDrain(this WebApplication app)
    {
        var life = app.Services.GetRequiredService<ServiceLife>();
        app.Use((context, next) =>
        {
            if (life.IsDraining)
            {
                // HTTP/1.1: Connection: close. HTTP/2: GOAWAY.
                context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
            }

            return next(context);
        });
    }
}
