using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
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
        "Authorization", "Host", "Impersonate-User", "Impersonate-Group", "Impersonate-Uid",
    };

    private readonly HttpMessageInvoker _client;

    public ProxyForwarder()
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = System.Net.DecompressionMethods.None,
            ConnectTimeout = ConnectLimit,
            ActivityHeadersPropagator = null,
        };

        // A pod's certificate is made out to its Service's name or to itself; Kubernetes does not check it here either.
#pragma warning disable CA5359 // as said above; the address is a pod of this machine
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        _client = new HttpMessageInvoker(handler);
    }

    public async Task ForwardAsync(HttpContext http, Uri target, CancellationToken ct)
    {
        using var request = Request(http.Request, target);
        using var response = await SendAsync(request, target, ct);
        http.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            if (!NotHandedOn.Contains(name))
            {
                http.Response.Headers[name] = values.ToArray();
            }
        }

        if (HttpMethods.IsHead(http.Request.Method))
        {
            return;
        }

        await http.Response.StartAsync(ct);
        await using var body = await response.Content.ReadAsStreamAsync(ct);
        var buffer = new byte[BufferSize];
        while (await body.ReadAsync(buffer, ct) is var read and > 0)
        {
            // As it comes: a stream of events is not to wait for a full buffer.
            await http.Response.Body.WriteAsync(buffer.AsMemory(0, read), ct);
            await http.Response.Body.FlushAsync(ct);
        }
    }

    public void Dispose() => _client.Dispose();

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
