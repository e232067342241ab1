using System.Diagnostics.Metrics;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Workshop.ServiceDefaults.Answers;
using Workshop.ServiceDefaults.Listening;

namespace Workshop.Gateway.Limits;

/// <summary>How much a client may send. What is just too much is answered with a problem; what is far too much ends in Kestrel, which answers without a body.</summary>
internal static class LimitsExtensions
{
    private const int MaxHeaderCount = 100;
    private const int MaxTargetLength = 8 * 1024;
    private const int KestrelMaxHeaderCount = 1000;
    private const int KestrelMaxHeaderSize = 128 * 1024;
    private const int KestrelMaxLineLength = 64 * 1024;

    /// <value>What a connection can make the server hold of what it has sent.</value>
    public const int MostBytesOfConnection = KestrelMaxHeaderSize + KestrelMaxLineLength;

    // Longer than the 600 s of Google's load balancers: it is they who close an idle connection, never we while a request of theirs is on its way.
    private static readonly TimeSpan KeepAliveOfTrustedProxies = TimeSpan.FromSeconds(650);

    public static void AddLimits(this WebApplicationBuilder builder, GatewaySettings settings)
    {
        builder.Services.AddSingleton(services => new ConnectionLimit(
            settings.MaxConnections, GatewaySettings.MaxConnectionsKey, services.GetRequiredService<IMeterFactory>(), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<ConnectionLimit>>()));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limit(settings));
        builder.Services.AddRateLimiter(overload =>
        {
            // No queue: who waits while more come than can be served waits in vain, and holds memory.
            overload.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, bool>(_ => RateLimitPartition.GetConcurrencyLimiter(true, _ => new() { PermitLimit = settings.MaxRequests, QueueLimit = 0 }));
            overload.OnRejected = (refused, _) =>
            {
                refused.HttpContext.Response.Headers.RetryAfter = "1";
                return new ValueTask(Problem.WriteAsync(
                    refused.HttpContext, StatusCodes.Status503ServiceUnavailable, $"{settings.MaxRequests} requests are under way already. Try again in a moment."));
            };
        });
    }

    public static void UseLimits(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<GatewaySettings>();
        app.UseRateLimiter();
        app.Use((context, next) => Exceeded(context, settings) is var (status, detail) ? Problem.WriteAsync(context, status, detail) : next(context));
    }

    private static void Limit(this KestrelServerOptions kestrel, GatewaySettings settings)
    {
        kestrel.Limits.MaxRequestBodySize = settings.MaxBodySize;
        kestrel.Limits.MaxRequestHeaderCount = KestrelMaxHeaderCount;
        kestrel.Limits.MaxRequestHeadersTotalSize = KestrelMaxHeaderSize;
        kestrel.Limits.MaxRequestLineSize = KestrelMaxLineLength;
        kestrel.Limits.MaxRequestBufferSize = MostBytesOfConnection;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);

        // HTTP/2: a field beyond it is no answer but the end of the whole connection.
        kestrel.Limits.Http2.MaxRequestHeaderFieldSize = KestrelMaxHeaderSize;

        // Bodies that no backend reads yet: no more than over HTTP/1.1, however many streams they come by.
        kestrel.Limits.Http2.InitialConnectionWindowSize = MostBytesOfConnection;
        kestrel.Limits.Http2.InitialStreamWindowSize = MostBytesOfConnection / 2;
        if (settings.TrustedProxies.Count > 0)
        {
            kestrel.Limits.KeepAliveTimeout = KeepAliveOfTrustedProxies;
        }
    }

    private static (int Status, string Detail)? Exceeded(HttpContext context, GatewaySettings settings)
    {
        if (context.Features.Get<IHttpRequestFeature>()?.RawTarget.Length > MaxTargetLength)
        {
            return (StatusCodes.Status414UriTooLong, $"The path and query are longer than {MaxTargetLength} characters.");
        }

        var headers = context.Request.Headers;
        if (headers.Count > MaxHeaderCount)
        {
            return (StatusCodes.Status431RequestHeaderFieldsTooLarge, $"The request has more than {MaxHeaderCount} headers.");
        }

        return SizeOf(headers) > settings.MaxHeaderSize
            ? (StatusCodes.Status431RequestHeaderFieldsTooLarge, $"The headers are larger than {settings.MaxHeaderSize} bytes together.")
            : null;
    }

    // Every request comes by here: loops, as queries would make an object for each header.
    private static long SizeOf(IHeaderDictionary headers)
    {
        var size = 0L;
        foreach (var (name, values) in headers)
        {
            foreach (var value in values)
            {
                size += name.Length + (value?.Length ?? 0);
            }
        }

        return size;
    }
}
