using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Workshop.Endpoints.Answers;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.Endpoints.Version;

/// <summary><c>/version</c>: which version this process plays.</summary>
internal static class VersionEndpoint
{
    public static void MapVersionEndpoint(this IEndpointRouteBuilder routes)
    {
        var version = routes.ServiceProvider.GetRequiredService<ServiceSettings>().Version;
        routes.Map("/version", context => JsonAnswer.WriteAsync(context, "version", version));
    }
}
