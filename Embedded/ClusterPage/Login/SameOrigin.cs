namespace Workshop.ClusterPage.Login;

/// <summary>
/// Refuses what another page's script sends here with this browser's cookie. SameSite alone does not: every port of 127.0.0.1 is the same
/// site, and learners' own applications live there.
/// </summary>
internal sealed class SameOrigin(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var changesNothing = (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && !context.WebSockets.IsWebSocketRequest && request.Headers.Upgrade.Count == 0;
        if (changesNothing || request.Headers.Origin is not [{ } origin] || IsOwn(origin, request))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
