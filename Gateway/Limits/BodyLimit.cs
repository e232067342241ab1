using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Configuration;

namespace Workshop.Gateway.Limits;

/// <summary>How large a request's body may be: what its route says, else what the gateway's setting says.</summary>
internal static class BodyLimit
{
    private const long Unlimited = -1;

    /// <returns>Null: any size.</returns>
    public static long? For(HttpContext context, RouteConfig route) => route.MaxRequestBodySize switch
    {
        null => context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize,
        Unlimited => null,
        var limit => limit,
    };

    /// <summary>True when the client says beforehand that it will send too much: then not a byte is passed on.</summary>
    public static bool IsExceededBy(HttpContext context, RouteConfig route) => context.Request.ContentLength > For(context, route);
}
