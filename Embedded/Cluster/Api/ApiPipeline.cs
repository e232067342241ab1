using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Workshop.Cluster.Access;
using Workshop.Cluster.Access.Rbac;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Api.Responses;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api;

/// <summary>The edge of the API: says who asks, has it answered, and turns every failure into a Status.</summary>
internal sealed partial class ApiPipeline(Authenticator authenticator, AccessGate gate, InflightLimits limits, ApiDispatcher dispatcher, ILogger<ApiPipeline> logger)
{
    public async Task AnswerAsync(HttpContext http)
    {
        try
        {
            var proved = authenticator.Identify(http) ?? throw ApiFailures.Unauthorized();
            var caller = gate.Impersonated(proved, http.Request);
            if (ApiDispatcher.IsOpen(http.Request.Path))
            {
                await dispatcher.AnswerAsync(http, caller);
                return;
            }

            var request = AccessAttributes.Of(http.Request);
            gate.Check(caller, request);
            using var place = limits.Enter(request);
            await dispatcher.AnswerAsync(http, caller);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has gone: the normal end of a watch.
            LogClientGone(http.Request.Method, http.Request.Path);
        }
        catch (StatusException failure) when (!http.Response.HasStarted)
        {
            await SendAsync(http, failure);
        }
        catch (Exception e) when (e is not ConnectionAbortedException)
        {
            LogFailed(e, http.Request.Method, http.Request.Path);
            await FailAsync(http, e);
        }
    }

    private static Task FailAsync(HttpContext http, Exception e)
    {
        if (http.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            http.Abort();
            return Task.CompletedTask;
        }

        return e is BadHttpRequestException bad
            ? SendAsync(http, ApiFailures.BadRequest(bad.Message))
            : SendAsync(http, new StatusException(500, "InternalError", $"Internal error occurred: {e.Message}"));
    }

    private static Task SendAsync(HttpContext http, StatusException failure)
    {
        http.Response.Clear();
        return Answer.SendAsync(http, failure);
    }

    [LoggerMessage(3001, LogLevel.Error, "{Method} {Path} failed.")]
    private partial void LogFailed(Exception e, string method, PathString path);

    [LoggerMessage(3002, LogLevel.Trace, "{Method} {Path}: the client has gone.")]
    private partial void LogClientGone(string method, PathString path);
}
