using System.Text;
using Microsoft.AspNetCore.Http;
using Workshop.Cluster.Api.Requests;

namespace Workshop.Cluster.Api.Health;

/// <summary><c>/livez</c>, <c>/readyz</c> and <c>/healthz</c>, with <c>?verbose</c> check by check.</summary>
internal sealed class HealthEndpoints(ApiReadiness readiness)
{
    /// <returns>False: the path is none of these.</returns>
    public async Task<bool> TryAnswerAsync(HttpContext http)
    {
        var name = (http.Request.Path.Value ?? "").Trim('/');
        if (name is not ("livez" or "readyz" or "healthz"))
        {
            return false;
        }

        (string Check, bool Passed)[] checks = name == "livez"
            ? [("ping", true)]
            : [("ping", true), ("poststarthook/bootstrap-objects", readiness.IsReady)];
        var passed = checks.All(check => check.Passed);
        http.Response.StatusCode = passed ? StatusCodes.Status200OK : StatusCodes.Status500InternalServerError;
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.Headers.CacheControl = "no-cache, private";
        var text = passed && !http.Request.Query.Flag("verbose") ? "ok" : Verbose(name, checks, passed);
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), http.RequestAborted);
        return true;
    }

    private static string Verbose(string name, IEnumerable<(string Check, bool Passed)> checks, bool passed)
    {
        var lines = checks.Select(check => check.Passed ? $"[+]{check.Check} ok\n" : $"[-]{check.Check} failed: not finished\n");
        return $"{string.Concat(lines)}{name} check {(passed ? "passed" : "failed")}\n";
    }
}
