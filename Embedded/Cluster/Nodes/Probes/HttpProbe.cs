using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using k8s.Models;

namespace Workshop.Cluster.Nodes.Probes;

/// <summary>HTTP and gRPC probes. Certificates are not checked, redirects count as success, no connection is kept: as the kubelet does it.</summary>
internal sealed class HttpProbe : IDisposable
{
    private const int GrpcServing = 1;

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
        if (target.FindPort(action.Port) is not { } port)
        {
            return ProbeOutcome.Failure($"couldn't find port: {action.Port.Value}");
        }

        var host = string.IsNullOrEmpty(action.Host) ? target.PodIp : action.Host;
        var scheme = string.Equals(action.Scheme, "HTTPS", StringComparison.OrdinalIgnoreCase) ? "https" : "http";
        var path = string.IsNullOrEmpty(action.Path) ? "/" : action.Path.StartsWith('/') ? action.Path : "/" + action.Path;
        var url = string.Create(CultureInfo.InvariantCulture, $"{scheme}://{host}:{port}{path}");
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.ConnectionClose = true;
        request.Headers.TryAddWithoutValidation("User-Agent", "kube-probe/1.32");
        request.Headers.TryAddWithoutValidation("Accept", "*/*");
        foreach (var header in action.HttpHeaders ?? [])
        {
            request.Headers.Remove(header.Name);
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        var (response, failure) = await SendAsync(request, $"Get \"{url}\": ", $"{host}:{port}", ct).ConfigureAwait(false);
        using (response)
        {
            return failure ?? ((int)response!.StatusCode is >= 200 and < 400
                ? ProbeOutcome.Success
                : ProbeOutcome.Failure($"HTTP probe failed with statuscode: {(int)response.StatusCode}"));
        }
    }

    /// <summary>grpc.health.v1.Health/Check, whose two messages are small enough to write by hand.</summary>
    public async Task<ProbeOutcome> ProbeGrpcAsync(V1GRPCAction action, ProbeTarget target, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{target.PodIp}:{action.Port}/grpc.health.v1.Health/Check")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(GrpcQuestion(action.Service ?? "")),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        var (response, failure) = await SendAsync(request, $"timeout: failed to connect service \"{target.PodIp}:{action.Port}\": ", $"{target.PodIp}:{action.Port}", ct).ConfigureAwait(false);
        using (response)
        {
            if (failure is not null)
            {
                return failure;
            }

            var status = GrpcAnswer(await response!.Content.ReadAsByteArrayAsync(ct).ConfigureAwait(false));
            return status == GrpcServing ? ProbeOutcome.Success : ProbeOutcome.Failure($"service unhealthy (responded with \"{(status == 2 ? "NOT_SERVING" : "UNKNOWN")}\")");
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

    /// <summary>A frame (no compression, length) with field 1, the service's name.</summary>
    private static byte[] GrpcQuestion(string service)
    {
        var name = Encoding.UTF8.GetBytes(service);
        byte[] message = name.Length == 0 ? [] : [0x0a, (byte)name.Length, .. name];
        var frame = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    /// <summary>A frame with field 1, the status as a number.</summary>
    private static int GrpcAnswer(ReadOnlySpan<byte> frame) => frame.Length >= 7 && frame[5] == 0x08 ? frame[6] : 0;
}
