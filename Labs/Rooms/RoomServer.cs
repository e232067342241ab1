using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Workshop.Labs.Rooms;

/// <summary>
/// The door of a room: takes learners' reports over TLS from those who have the token, and tells nobody anything. What it holds, takes and waits for is
/// bounded. It reads no settings: it listens where it was told and nowhere else.
/// </summary>
internal sealed class RoomServer : IAsyncDisposable
{
    public const string Path = "/learner";
    public const string KeyHeader = "Workshop-Learner";

    /// <value>All labs done are about 10 KB.</value>
    public const int LargestReport = 64 * 1024;

    /// <value>Of one address in ten seconds: a whole class behind one router reports less often.</value>
    public const int MostRequests = 300;

    private const int LongestKey = 64;
    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;

    private RoomServer(WebApplication app, X509Certificate2 certificate, JoinWord word)
    {
        _app = app;
        _certificate = certificate;
        Word = word;
    }

    /// <value>What learners are told.</value>
    public JoinWord Word { get; }

    /// <exception cref="LabException">The address is not this machine's, or the port is taken.</exception>
    public static async Task<RoomServer> OpenAsync(IPEndPoint address, int seats, RoomBook book, TimeProvider time, CancellationToken ct)
    {
        var certificate = RoomSecrets.NewCertificate(time.GetUtcNow());
        var token = RoomSecrets.NewToken();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestReport;
            kestrel.Limits.MaxRequestHeadersTotalSize = 8 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(1);
            kestrel.Limits.MaxConcurrentConnections = (2 * seats) + 20;
            kestrel.Listen(address, listen => listen.UseHttps(certificate));
        });
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, IPAddress>(request => RateLimitPartition.GetFixedWindowLimiter(
                request.Connection.RemoteIpAddress ?? IPAddress.None,
                _ => new FixedWindowRateLimiterOptions { PermitLimit = MostRequests, Window = TimeSpan.FromSeconds(10) }));
        });
        var app = builder.Build();
        app.UseRateLimiter();
        app.Run(request => AnswerAsync(request, token, book));
        try
        {
            await app.StartAsync(ct);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await app.DisposeAsync();
            certificate.Dispose();
            throw new LabException($"A room cannot be opened at {address}: {e.Message.TrimEnd('.')}. Name an address of this machine with --address ({string.Join(", ", LocalAddresses.All())}), and a free port with --port.");
        }

        var port = new Uri(app.Urls.Single()).Port;
        return new RoomServer(app, certificate, new JoinWord(new IPEndPoint(address.Address, port), token, RoomSecrets.FingerprintOf(certificate)));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private static async Task AnswerAsync(HttpContext context, string token, RoomBook book)
    {
        var (request, response) = (context.Request, context.Response);
        if (request.Headers.Authorization.ToString() is not ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var given] || !RoomSecrets.AreSame(given, token))
        {
            response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else if (request.Path != Path)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (request.Headers[KeyHeader].ToString() is not { Length: > 0 and <= LongestKey } key)
        {
            response.StatusCode = StatusCodes.Status400BadRequest;
        }
        else if (HttpMethods.IsDelete(request.Method))
        {
            book.Leave(key);
            response.StatusCode = StatusCodes.Status204NoContent;
        }
        else if (HttpMethods.IsPut(request.Method))
        {
            response.StatusCode = await TakeAsync(request, key, book);
        }
        else
        {
            response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        }
    }

    private static async Task<int> TakeAsync(HttpRequest request, string key, RoomBook book)
    {
        try
        {
            var note = await JsonSerializer.DeserializeAsync<ProgressNote>(request.Body, ProgressNote.Json, request.HttpContext.RequestAborted);
            return note is null || note.Labs.Any(lab => lab is null) ? StatusCodes.Status400BadRequest : book.Take(key, note) switch
            {
                Verdict.Taken => StatusCodes.Status204NoContent,
                Verdict.Full => StatusCodes.Status409Conflict,
                Verdict.TooSoon => StatusCodes.Status429TooManyRequests,
                _ => StatusCodes.Status400BadRequest,
            };
        }
        catch (JsonException)
        {
            return StatusCodes.Status400BadRequest;
        }
        catch (BadHttpRequestException e)
        {
            return e.StatusCode;
        }
    }
}
