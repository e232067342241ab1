using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.Endpoints.Version;

/// <summary>Called by each part; in the monolith only the first call counts.</summary>
internal static class VersionExtensions
{
    public static void AddVersion(this WebApplicationBuilder builder)
    {
        if (BrokenVersion.IsMeant(ServiceSettings.Of(builder)))
        {
            builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, BrokenVersion>());
        }
    }

    public static void MapVersion(this WebApplication app)
    {
        var properties = ((IApplicationBuilder)app).Properties;
        if (properties.TryAdd(nameof(VersionEndpoint), true))
        {
            app.MapVersionEndpoint();
        }
    }
}
