using System.Text;
using Microsoft.AspNetCore.Http;
using Workshop.Cluster.Api.Requests;

namespace Workshop.Cluster.Api.Health;

/// <summary><c>/livez</c>, <c>/readyz</c> and <c>/healthz</c>, with <c>?verbose</c> check by check; <c>/livez/ping</c> is one of the checks alone.</summary>
internal sealed class HealthEndpoints(ApiReadiness readiness)
{
    private const string Ping = "ping";
    private const string Objects = "poststarthook/bootstrap-objects";

    /// <summary>Where the checks can be asked one by one.</summary>
    public static IReadOnlyList<string> Checks { get; } = [$"/healthz/{Ping}", $"/healthz/{Objects}", $"/livez/{Ping}", $"/readyz/{Ping}", $"/readyz/{Objects}"];

    /// <returns>False: the path is none of these.</returns>
    public async Task<bool> TryAnswerAsync(HttpContext http)
    {
        var parts = (http.Request.Path.Value ?? "").Trim('/').Split('/', 2);
        var (name, asked) = (parts[0], parts.ElementAtOrDefault(1));
        if (name is not ("livez" or "readyz" or "healthz"))
        {
            return false;
        }

        (string Check, bool Passed)[] checks = name == "livez" ? [(Ping, true)] : [(Ping, true), (Objects, readiness.IsReady)];
        checks = asked is null ? checks : [.. checks.Where(check => check.Check == asked)];
        if (checks.Length == 0)
        {
            return false;
        }

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
