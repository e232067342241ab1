using Microsoft.AspNetCore.Http.Features;
using Workshop.ServiceDefaults.Answers;
using Yarp.ReverseProxy.Forwarder;

namespace Workshop.Gateway.Forwarding;

/// <summary>Around balancing and forwarding: tries again where that is safe, and says as a problem what could not be had.</summary>
internal sealed partial class ForwardingMiddleware(RequestDelegate next, ILogger<ForwardingMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        var attempt = new Attempts(context.GetReverseProxyFeature());
        while (context.GetForwarderErrorFeature() is { } failure && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            var hasBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;
            var retry = RetryPlan.For(context.Request.Method, hasBody, failure.Error, failure.Exception);
            if (!attempt.TryNext(retry))
            {
                await RefuseAsync(context, failure);
                return;
            }

            LogRetry(attempt.ClusterId, attempt.Failed, failure.Exception?.Message ?? "");
            context.Response.Clear();
            context.Features.Set<IForwarderErrorFeature>(null);
            await next(context);
        }
    }

    private async Task RefuseAsync(HttpContext context, IForwarderErrorFeature failure)
    {
        var cluster = context.GetReverseProxyFeature().Cluster.Config.ClusterId;
        LogRefused(cluster, failure.Error, failure.Exception?.Message ?? "");
        context.Response.Clear();
        switch (failure)
        {
            case { Error: ForwarderError.NoAvailableDestinations }:
            case { Exception: HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } }:
                context.Response.Headers.RetryAfter = "1";
                await Problem.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, $"No backend of '{cluster}' is ready. Try again in a moment.");
                break;
            case { Error: ForwarderError.RequestTimedOut }:
                await Problem.WriteAsync(context, StatusCodes.Status504GatewayTimeout, $"A backend of '{cluster}' did not answer in time.");
                break;
            default:
                await Problem.WriteAsync(context, StatusCodes.Status502BadGateway, $"A backend of '{cluster}' broke off before it answered.");
                break;
        }
    }

    [LoggerMessage(EventId = 2010, Level = LogLevel.Information, Message = "'{Cluster}' at {Destination} failed before an answer, trying again: {Reason}")]
    private partial void LogRetry(string cluster, string destination, string reason);

    [LoggerMessage(EventId = 2011, Level = LogLevel.Warning, Message = "No answer from '{Cluster}' ({Error}): {Reason}")]
    private partial void LogRefused(string cluster, ForwarderError error, string reason);
}
