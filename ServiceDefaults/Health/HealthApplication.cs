using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Workshop.ServiceDefaults.Logging;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.ServiceDefaults.Health;

/// <summary>Answers on the health port. No routing, activities or metrics: probes stay out of traces by never entering them.</summary>
internal sealed class HealthApplication(HealthState state, ServiceSettings settings, AccessLogger log) : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public Task ProcessRequestAsync(HttpContext context)
    {
        if (settings.AccessLog == AccessLog.All)
        {
            log.Write(context);
        }

        context.Response.StatusCode = HealthRoutes.Answer(context.Request.Method, context.Request.Path.Value ?? "", state, settings.Lab);
        if (context.Response.StatusCode == StatusCodes.Status405MethodNotAllowed)
        {
            context.Response.Headers.Allow = HttpMethods.Post;
        }

        return Task.CompletedTask;
    }

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }
}
