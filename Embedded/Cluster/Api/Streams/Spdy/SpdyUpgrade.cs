using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Workshop.Cluster.Api.Streams.Spdy;

/// <summary>The way from HTTP/1.1 to SPDY/3.1, and what is spoken over it.</summary>
internal static class SpdyUpgrade
{
    public const string Protocol = "SPDY/3.1";
    private const string Versions = "X-Stream-Protocol-Version";

    public static bool IsAsked(HttpRequest request) =>
        request.Headers.Upgrade.ToString().Equals(Protocol, StringComparison.OrdinalIgnoreCase)
        && request.Headers.Connection.ToString().Contains(HeaderNames.Upgrade, StringComparison.OrdinalIgnoreCase)
        && request.HttpContext.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true;

    /// <param name="served">What is spoken here, the best first.</param>
    /// <returns>The version that the client chose and the bytes from now on; null: it has been refused, as Kubernetes' nodes refuse it.</returns>
    public static async Task<(string Version, Stream Transport)?> AcceptAsync(HttpContext http, IReadOnlyList<string> served)
    {
        var wanted = http.Request.Headers.GetCommaSeparatedValues(Versions);
        if (wanted.FirstOrDefault(served.Contains) is not { } version)
        {
            var why = wanted.Length == 0
                ? $"unable to upgrade: {Versions} is required"
                : $"unable to upgrade: unable to negotiate protocol: client supports [{string.Join(' ', wanted)}], server accepts [{string.Join(' ', served)}]";
            http.Response.Headers["X-Accepted-Stream-Protocol-Versions"] = served.ToArray();
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync(why + "\n", http.RequestAborted).ConfigureAwait(false);
            return null;
        }

        http.Response.Headers.Upgrade = Protocol;
        http.Response.Headers[Versions] = version;
        return (version, await http.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync().ConfigureAwait(false));
    }
}
