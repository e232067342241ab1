using Microsoft.Extensions.Configuration.Memory;

namespace Workshop.Gateway.Routes;

internal static class RoutesExtensions
{
    /// <summary>Beneath all other configuration, so that a flag or variable can change a part: <c>--ReverseProxy:Clusters:…=…</c>.</summary>
    public static void AddRoutes(this WebApplicationBuilder builder, GatewaySettings settings)
    {
        if (settings.RouteFile is not { } path)
        {
            builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = BuiltInRoutes.Read() });
            return;
        }

        var file = new RouteFileProvider(path, TimeProvider.System);
        builder.Configuration.Sources.Insert(0, file);
        builder.Services.AddSingleton(file);
        builder.Services.AddSingleton<RouteTrial>();
        builder.Services.AddHostedService<RouteFileFollower>();
    }
}
