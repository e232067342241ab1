using Microsoft.AspNetCore.Http.Features;
using Workshop.Gateway.Limits;
using Workshop.Gateway.Telemetry;
using Workshop.ServiceDefaults.Answers;
using Yarp.ReverseProxy.Forwarder;

namespace Workshop.Gateway.Forwarding;

/// <summary>Around balancing and forwarding: tries again where that is safe, says as a problem what could not be had, and counts.</summary>
internal sealed partial class ForwardingMiddleware(RequestDelegate next, GatewaySettings settings, GatewayMetrics metrics, TimeProvider time, ILogger<ForwardingMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var proxy = context.GetReverseProxyFeature();
        var route = proxy.Route.Config;
        var cluster = proxy.Cluster.Config.ClusterId;
        using var forward = metrics.Begin(context, route.RouteId, cluster, time);
        if (BodyLimit.IsExceededBy(context, route))
        {
            await RefuseAsync(context, Refusal.TooLarge(BodyLimit.For(context, route)));
            return;
        }

        var attempts = new Attempts(proxy);
        context.Features.Set(attempts);
        await attempts.BeginAsync(context, next, time.GetTimestamp());
        while (context.GetForwarderErrorFeature() is { } failure && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            var hasBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;
            var retry = settings.Retry ? RetryPlan.For(context.Request.Method, hasBody, FailurePlan.For(failure.Error, failure.Exception)) : Retry.No;
            if (!attempts.TryNext(retry))
            {
                LogRefused(cluster, failure.Error, failure.Exception?.Message ?? "");
                await RefuseAsync(context, Refusal.For(cluster, failure, BodyLimit.For(context, route)));
                break;
            }

            LogRetry(cluster, attempts.Failed, failure.Exception?.Message ?? "");
            forward.Repeats(retry);
            context.Response.Clear();
            context.Features.Set<IForwarderErrorFeature>(null);
            await attempts.BeginAsync(context, next, time.GetTimestamp());
        }

        forward.WentTo(proxy.ProxiedDestination?.DestinationId, context.GetForwarderErrorFeature()?.Error);
    }

    private static Task RefuseAsync(HttpContext context, Refusal refusal)
    {
        context.Response.Clear();
        if (refusal.IsForNow)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        return Problem.WriteAsync(context, refusal.Status, refusal.Detail);
    }

    [LoggerMessage(EventId = 2010, Level = LogLevel.Information, Message = "'{Cluster}' at {Destination} failed before an answer, trying again: {Reason}")]
    private partial void LogRetry(string cluster, string destination, string reason);

    [LoggerMessage(EventId = 2011, Level = LogLevel.Warning, Message = "No answer from '{Cluster}' ({Error}): {Reason}")]
    private partial void LogRefused(string cluster, ForwarderError error, string reason);
}
