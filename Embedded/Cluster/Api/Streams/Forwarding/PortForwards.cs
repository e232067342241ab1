using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using k8s.Models;
using Microsoft.AspNetCore.Http;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Api.Streams.Spdy;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Streams.Forwarding;

/// <summary>Serves port-forward: SPDY by itself or through a WebSocket, which is then a pipe for its bytes; or the older form with a WebSocket's channels.</summary>
internal sealed class PortForwards(StreamLimit limit, OpenStreams streams, TimeProvider time)
{
    private const string Version = "portforward.k8s.io";
    private const string Tunnel = $"{SpdyUpgrade.Protocol}+{Version}";

    /// <exception cref="StatusException">400, 429: before the protocol is changed.</exception>
    public async Task ServeAsync(ApiRequest request, V1Pod pod)
    {
        var http = request.Http;
        using var place = limit.Enter();
        if (http.WebSockets.IsWebSocketRequest)
        {
            await ServeWebSocketAsync(http, pod);
        }
        else if (!SpdyUpgrade.IsAsked(http.Request))
        {
            throw ApiFailures.BadRequest("Upgrade request required");
        }
        else if (await SpdyUpgrade.AcceptAsync(http, [Version]) is { } accepted)
        {
            await RunAsync(accepted.Transport, pod);
        }
    }

    private async Task ServeWebSocketAsync(HttpContext http, V1Pod pod)
    {
        var wanted = http.WebSockets.WebSocketRequestedProtocols;
        if (wanted.Contains(Tunnel))
        {
            // ASP.NET refuses such a name, as a slash is in it.
            http.Response.Headers.SecWebSocketProtocol = Tunnel;
            using var tunnel = await http.WebSockets.AcceptWebSocketAsync((string?)null);
            await using var bytes = WebSocketStream.Create(tunnel, WebSocketMessageType.Binary, ownsWebSocket: true);
            await RunAsync(bytes, pod);
            return;
        }

        if (ChannelProtocol.Negotiate(wanted) is not { Version: 4 } protocol)
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        var ports = Ports(http.Request.Query);
        using var socket = await http.WebSockets.AcceptWebSocketAsync(protocol.Name);
        await using var forward = new ChannelForward(socket, protocol, pod, ports);
        await forward.RunAsync(streams.Ending);
    }

    private async Task RunAsync(Stream transport, V1Pod pod)
    {
        await using var connection = new SpdyConnection(transport, time);
        await using var forward = new SpdyForward(connection, pod);
        await forward.RunAsync(streams.Ending);
    }

    private static List<int> Ports(IQueryCollection query)
    {
        var texts = query["ports"].SelectMany(text => (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)).ToList();
        return texts.Count == 0 ? throw ApiFailures.BadRequest("query parameter \"port\" is required")
            : [.. texts.Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= IPEndPoint.MaxPort
                ? port
                : throw ApiFailures.BadRequest($"port \"{text}\" must be > 0 and <= 65535"))];
    }
}
