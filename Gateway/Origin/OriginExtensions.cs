using System.Net;

namespace Workshop.Gateway.Origin;

internal static class OriginExtensions
{
    /// <summary>
    /// From here on the request's address and scheme are the client's, and no header says otherwise. The forwarder then writes
    /// X-Forwarded-For (one address), -Proto and -Host from them. The host stays the request's: no load balancer is known to clean X-Forwarded-Host.
    /// </summary>
    public static void UseClientOrigin(this WebApplication app)
    {
        var trusted = app.Services.GetRequiredService<GatewaySettings>().TrustedProxies;
        app.Use((context, next) =>
        {
            var address = context.Connection.RemoteIpAddress = Plain(context.Connection.RemoteIpAddress);
            if (trusted.Count > 0)
            {
                Believe(context, new ClientOrigin(address, context.Request.Scheme), trusted);
            }

            SpoofableHeaders.Remove(context.Request.Headers);
            return next(context);
        });
    }

    private static void Believe(HttpContext context, ClientOrigin connection, IReadOnlyList<IPNetwork> trusted)
    {
        var headers = context.Request.Headers;
        var origin = OriginPlan.For(connection, headers["X-Forwarded-For"], headers["X-Forwarded-Proto"], trusted);
        if (origin != connection)
        {
            context.Connection.RemoteIpAddress = origin.Address;

            // The port was the proxy's.
            context.Connection.RemotePort = 0;
            context.Request.Scheme = origin.Scheme;
        }
    }

    // Where one listener serves both, IPv4 comes as ::ffff:203.0.113.7.
    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}
