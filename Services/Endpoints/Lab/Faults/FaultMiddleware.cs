using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Workshop.ServiceDefaults.Answers;

namespace Workshop.Endpoints.Lab.Faults;

/// <summary>Delays and refuses requests as the faults in force say. Probes never come by here: they have a port of their own.</summary>
internal sealed class FaultMiddleware(RequestDelegate next, FaultState faults)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var plan = faults.Current;
        if (plan.LatencyMs > 0)
        {
            faults.Count("latency");
            Activity.Current?.SetTag("workshop.fault.latency_ms", plan.LatencyMs);
            await faults.Delay(plan.LatencyMs, context.RequestAborted);
        }

        if (plan.ErrorRate > 0 && Random.Shared.NextDouble() < plan.ErrorRate)
        {
            faults.Count("error");
            Activity.Current?.SetTag("workshop.fault.error", true);
            await Problem.WriteAsync(context, StatusCodes.Status500InternalServerError, "This failure is on purpose: 'POST /faults' on the health port asked for it, 'DELETE /faults' ends it.");
            return;
        }

        await next(context);
    }
}
