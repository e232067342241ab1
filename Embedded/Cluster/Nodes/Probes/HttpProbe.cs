using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using k8s.Models;

namespace Workshop.Cluster.Nodes.Probes;

/// <summary>HTTP and gRPC probes. Certificates are not checked, redirects are followed on the same host, no connection is kept: as the kubelet does it.</summary>
internal sealed class HttpProbe : IDisposable
{
    // What an event can bear of a body.
    private const int MostBody = 1024;

#pragma warning disable CA5359 // A probe asks whether a server answers, not who it is: Kubernetes does not verify either.
    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        PooledConnectionLifetime = TimeSpan.Zero,
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
#pragma warning restore CA5359

    public async Task<ProbeOutcome> ProbeAsync(V1HTTPGetAction action, ProbeTarget target, CancellationToken ct)
    {
        var (status, body, failure) = await GetAsync(action, target, ct).ConfigureAwait(false);
        return failure is not null ? ProbeOutcome.Failure(failure)
            : status is >= 200 and < 300 ? ProbeOutcome.Success
            : status is >= 300 and < 400 ? ProbeOutcome.Warning($"Probe terminated redirects, Response body: {body}")
            : ProbeOutcome.Failure($"HTTP probe failed with statuscode: {status}");
    }

    /// <summary>Asks, and follows where the answer points to, as long as that is the same host.</summary>
    /// <returns>The last answer; or why there is none.</returns>
    public async Task<(int Status, string Body, string? Failure)> GetAsync(V1HTTPGetAction action, ProbeTarget target, CancellationToken ct)
    {
        if (target.FindPort(action.Port) is not { } port)
        {
            return (0, "", $"couldn't find port: {action.Port.Value}");
        }

        var url = UrlOf(action, target, port);
        for (var asked = 1; ; asked++)
        {
            using var request = RequestFor(url, action);
            var (response, failure) = await SendAsync(request, $"Get \"{Text(url)}\": ", $"{url.Host}:{url.Port}", ct).ConfigureAwait(false);
            using (response)
            {
                if (failure is not null)
                {
                    return (0, "", failure.Message);
                }

                if (ProbeRedirect.Of(response!, url) is not { } next)
                {
                    return ((int)response!.StatusCode, await BodyStartAsync(response, ct).ConfigureAwait(false), null);
                }

                if (asked == ProbeRedirect.Most)
                {
                    return (0, "", $"Get \"{response!.Headers.Location!.OriginalString}\": stopped after {ProbeRedirect.Most} redirects");
                }

                url = next;
            }
        }
    }

    /// <param name="timeout">Only for the words: a connection that is refused is tried again until then, in Kubernetes.</param>
    public async Task<ProbeOutcome> ProbeGrpcAsync(V1GRPCAction action, ProbeTarget target, TimeSpan timeout, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{target.PodIp}:{action.Port}/grpc.health.v1.Health/Check")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(GrpcHealth.Question(action.Service ?? "")),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct).ConfigureAwait(false);
            var frame = await response.Content.ReadAsByteArrayAsync(ct).ConfigureAwait(false);
            return GrpcHealth.Judge(frame, Find(response, "grpc-status"), Find(response, "grpc-message"));
        }
        catch (OperationCanceledException)
        {
            return GrpcHealth.Late(timeout);
        }
        catch (HttpRequestException)
        {
            return GrpcHealth.Unreached($"{target.PodIp}:{action.Port}", timeout);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<(HttpResponseMessage? Response, ProbeOutcome? Failure)> SendAsync(HttpRequestMessage request, string what, string address, CancellationToken ct)
    {
        try
        {
            return (await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct).ConfigureAwait(false), null);
        }
        catch (OperationCanceledException)
        {
            return (null, ProbeOutcome.Failure(what + "context deadline exceeded (Client.Timeout exceeded while awaiting headers)"));
        }
        catch (HttpRequestException e)
        {
            return (null, ProbeOutcome.Failure(what + (e.InnerException switch
            {
                SocketException { SocketErrorCode: SocketError.ConnectionReset } => $"read tcp {address}: read: connection reset by peer",
                SocketException socket => $"dial tcp {address}: {DialError.Of(socket)}",
                HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => "EOF",
                IOException { InnerException: SocketException socket } => $"read tcp {address}: {DialError.Of(socket)}",
                { } inner => inner.Message,
                null => e.Message,
            })));
        }
    }

    /// <summary>A refusal comes without a body, its code among the headers; else the code comes last.</summary>
    private static string? Find(HttpResponseMessage response, string name) =>
        response.TrailingHeaders.TryGetValues(name, out var last) || response.Headers.TryGetValues(name, out last) ? last.First() : null;

    private static Uri UrlOf(V1HTTPGetAction action, ProbeTarget target, int port)
    {
        var host = string.IsNullOrEmpty(action.Host) ? target.PodIp : action.Host;
        var scheme = string.Equals(action.Scheme, "HTTPS", StringComparison.OrdinalIgnoreCase) ? "https" : "http";
        var path = string.IsNullOrEmpty(action.Path) ? "/" : action.Path.StartsWith('/') ? action.Path : "/" + action.Path;
        return new Uri(string.Create(CultureInfo.InvariantCulture, $"{scheme}://{host}:{port}{path}"));
    }

    /// <summary>With its port, also where that is the usual one: as it was asked for.</summary>
    private static string Text(Uri url) => string.Create(CultureInfo.InvariantCulture, $"{url.Scheme}://{url.Host}:{url.Port}{url.PathAndQuery}");

    private static HttpRequestMessage RequestFor(Uri url, V1HTTPGetAction action)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.ConnectionClose = true;
        request.Headers.TryAddWithoutValidation("User-Agent", "kube-probe/1.32");
        request.Headers.TryAddWithoutValidation("Accept", "*/*");
        foreach (var header in action.HttpHeaders ?? [])
        {
            request.Headers.Remove(header.Name);
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        return request;
    }

    private static async Task<string> BodyStartAsync(HttpResponseMessage response, CancellationToken ct)
    {
        if ((int)response.StatusCode is < 300 or >= 400)
        {
            return "";
        }

        try
        {
            var buffer = new byte[MostBody];
            var body = await response.Content.ReadAsStreamAsync(ct).ConfigureAwait(false);
            return Encoding.UTF8.GetString(buffer, 0, await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct).ConfigureAwait(false));
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return "";
        }
    }
}
