using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Workshop.ServiceDefaults.Answers;
using Workshop.ServiceDefaults.Logging;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.ServiceDefaults.Health;

/// <summary>Answers on the health port. No routing, activities or metrics: probes stay out of traces by never entering them.</summary>
internal sealed class HealthApplication(HealthState state, ServiceSettings settings, AccessLogger log, IEnumerable<IHealthPortEndpoint> endpoints) : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public Task ProcessRequestAsync(HttpContext context)
    {
        if (settings.AccessLog == AccessLog.All)
        {
            log.Write(context);
        }

        var path = context.Request.Path.Value ?? "";
        switch (HealthRoutes.Answer(context.Request.Method, path, state, settings.Lab))
        {
            case StatusCodes.Status404NotFound:
                return endpoints.FirstOrDefault(endpoint => endpoint.Path == path)?.AnswerAsync(context) ?? Problem.WriteNotFoundAsync(context);
            case StatusCodes.Status405MethodNotAllowed:
                return Problem.WriteMethodNotAllowedAsync(context, HttpMethods.Post);
            case var status:
                context.Response.StatusCode = status;
                return Task.CompletedTask;
        }
    }

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }
}
