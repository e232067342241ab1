using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Subresources.Proxy;

/// <summary>Hands a request on to a pod and its answer back, both as they come, without the caller's credentials.</summary>
internal sealed class ProxyForwarder : IDisposable
{
    private const int BufferSize = 16 * 1024;
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(10);

    // Of one connection only; and what was for the API alone.
    private static readonly HashSet<string> NotHandedOn = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
        "Authorization", "Impersonate-User", "Impersonate-Group", "Impersonate-Uid",
    };

    private readonly HttpMessageInvoker _client;

    public ProxyForwarder()
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = ConnectLimit,
            ActivityHeadersPropagator = null,
        };

        // A pod's certificate is made out to its Service's name or to itself; Kubernetes does not check it here either.
#pragma warning disable CA5359 // as said above; the address is a pod of this machine
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        _client = new HttpMessageInvoker(handler);
    }

    public async Task ForwardAsync(HttpContext http, Uri target, ProxyLinks links, CancellationToken ct)
    {
        using var request = Request(http.Request, target);
        request.Headers.TryAddWithoutValidation("X-Forwarded-Uri", links.Prefix + target.AbsolutePath);
        if (http.Connection.RemoteIpAddress is { } from)
        {
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", from.ToString());
        }

        var upgrade = http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } feature ? feature : null;
        if (upgrade is not null)
        {
            request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
            request.Headers.TryAddWithoutValidation("Upgrade", http.Request.Headers.Upgrade.ToString());
        }

        using var response = await SendAsync(request, target, ct);
        http.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            if (!NotHandedOn.Contains(name))
            {
                http.Response.Headers[name] = values.ToArray();
            }
        }

        if (response.StatusCode == HttpStatusCode.SwitchingProtocols && upgrade is not null)
        {
            http.Response.Headers.Connection = "Upgrade";
            http.Response.Headers.Upgrade = response.Headers.Upgrade.ToString();
            await using var program = await response.Content.ReadAsStreamAsync(ct);
            await using var client = await upgrade.UpgradeAsync();
            await JoinAsync(client, program, ct);
            return;
        }

        if (http.Response.Headers.Location is [{ Length: > 0 } location])
        {
            http.Response.Headers.Location = links.Rewrite(location);
        }

        if (HttpMethods.IsHead(http.Request.Method))
        {
            return;
        }

        await using var body = await response.Content.ReadAsStreamAsync(ct);
        if (response.Content.Headers.ContentType?.MediaType == "text/html" && Decoded(body, response.Content.Headers.ContentEncoding) is { } html)
        {
            http.Response.Headers.ContentLength = null;
            http.Response.Headers.Remove("Content-Encoding");
            await CopyHtmlAsync(html, http.Response, links, ct);
            return;
        }

        await http.Response.StartAsync(ct);
        var buffer = new byte[BufferSize];
        while (await body.ReadAsync(buffer, ct) is var read and > 0)
        {
            // As it comes: a stream of events is not to wait for a full buffer.
            await http.Response.Body.WriteAsync(buffer.AsMemory(0, read), ct);
            await http.Response.Body.FlushAsync(ct);
        }
    }

    public void Dispose() => _client.Dispose();

    /// <summary>From now on it is theirs what they say; when one of them has said all, both are done.</summary>
    private static async Task JoinAsync(Stream client, Stream program, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var ways = new[] { client.CopyToAsync(program, BufferSize, over.Token), program.CopyToAsync(client, BufferSize, over.Token) };
        await Task.WhenAny(ways);
        await over.CancelAsync();
        await Task.WhenAll(ways).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <returns>Null: nobody here can read it.</returns>
    private static Stream? Decoded(Stream body, ICollection<string> encodings) => encodings.SingleOrDefault() switch
    {
        null or "identity" => body,
        "gzip" => new GZipStream(body, CompressionMode.Decompress),
        "deflate" => new ZLibStream(body, CompressionMode.Decompress),
        _ => null,
    };

    /// <summary>In Latin 1 every byte is a letter: whatever the page's own encoding, all but its links stays as it is.</summary>
    private static async Task CopyHtmlAsync(Stream html, HttpResponse response, ProxyLinks links, CancellationToken ct)
    {
        var pending = new StringBuilder();
        var buffer = new byte[BufferSize];
        int read;
        do
        {
            read = await html.ReadAsync(buffer, ct);
            var text = links.RewriteHtml(pending, Encoding.Latin1.GetString(buffer, 0, read), isLast: read == 0);
            await response.Body.WriteAsync(Encoding.Latin1.GetBytes(text), ct);
            await response.Body.FlushAsync(ct);
        }
        while (read > 0);
    }

    private static HttpRequestMessage Request(HttpRequest from, Uri target)
    {
        var request = new HttpRequestMessage(new HttpMethod(from.Method), target);
        var hasBody = from.ContentLength > 0 || (from.ContentLength is null && !HttpMethods.IsGet(from.Method) && !HttpMethods.IsHead(from.Method) && !HttpMethods.IsDelete(from.Method));
        if (hasBody)
        {
            request.Content = new StreamContent(from.Body);
        }

        foreach (var (name, values) in from.Headers)
        {
            if (NotHandedOn.Contains(name) || name.StartsWith(':') || name.StartsWith("Impersonate-Extra-", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        return request;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Uri target, CancellationToken ct)
    {
        try
        {
            return await _client.SendAsync(request, ct);
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            var why = e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused } ? "connect: connection refused" : e.Message;
            throw new StatusException(503, "ServiceUnavailable", $"error trying to reach service: dial tcp {target.Authority}: {why}");
        }
    }
}
