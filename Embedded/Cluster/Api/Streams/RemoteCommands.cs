using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Api.Streams.Spdy;
using Workshop.Cluster.Nodes;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Streams;

/// <summary>Serves exec and attach: lets the client change the protocol, begins the session, carries its streams, and tells how it ended. What flows through is never logged.</summary>
internal sealed class RemoteCommands(StreamLimit limit, OpenStreams streams, TimeProvider time)
{
    private static readonly string[] SpdyVersions = ["v4.channel.k8s.io", "v3.channel.k8s.io", "v2.channel.k8s.io", "channel.k8s.io"];

    /// <exception cref="StatusException">400, 403, 429: before the protocol is changed.</exception>
    public async Task ServeAsync(ApiRequest request, StreamWishes wishes, Func<IContainerSession> begin)
    {
        var http = request.Http;
        using var place = limit.Enter();
        if (http.WebSockets.IsWebSocketRequest)
        {
            await ServeWebSocketAsync(http, wishes, begin);
        }
        else if (SpdyUpgrade.IsAsked(http.Request))
        {
            await ServeSpdyAsync(http, wishes, begin);
        }
        else
        {
            throw ApiFailures.BadRequest("Upgrade request required");
        }
    }

    private async Task ServeWebSocketAsync(HttpContext http, StreamWishes wishes, Func<IContainerSession> begin)
    {
        if (ChannelProtocol.Negotiate(http.WebSockets.WebSocketRequestedProtocols) is not { } protocol)
        {
            // As Kubernetes: the refusal has no body.
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        var socket = await http.WebSockets.AcceptWebSocketAsync(protocol.Name.Length > 0 ? protocol.Name : null);
        await using var client = new WebSocketStreams(socket, protocol, time);
        await RunAsync(client, wishes, begin, isTranslated: protocol.Version >= 5);
    }

    private async Task ServeSpdyAsync(HttpContext http, StreamWishes wishes, Func<IContainerSession> begin)
    {
        if (await SpdyUpgrade.AcceptAsync(http, SpdyVersions) is not { } accepted)
        {
            return;
        }

        var version = accepted.Version[0] == 'v' ? accepted.Version[1] - '0' : 1;
        await using var connection = new SpdyConnection(accepted.Transport, time);
        try
        {
            await using var client = await SpdyStreams.OpenAsync(connection, wishes, version, time);
            await RunAsync(client, wishes, begin, isTranslated: false);
        }
        catch (Exception e) when (e is OperationCanceledException or System.Threading.Channels.ChannelClosedException)
        {
            // It went, or did not open the streams that it had asked for.
        }
    }

    private async Task RunAsync(IRemoteStreams client, StreamWishes wishes, Func<IContainerSession> begin, bool isTranslated)
    {
        try
        {
            await client.FinishAsync(await RunSessionAsync(client, wishes, begin, isTranslated));
        }
        catch (Exception e) when (client.Gone.IsCancellationRequested || streams.Ending.IsCancellationRequested || e is IOException or System.Net.WebSockets.WebSocketException)
        {
            // The client has gone, or all of this ends: nobody is left to be told.
        }
    }

    private async Task<JsonObject> RunSessionAsync(IRemoteStreams client, StreamWishes wishes, Func<IContainerSession> begin, bool isTranslated)
    {
        try
        {
            if (!wishes.Input && !wishes.Output && !wishes.Error)
            {
                throw new StatusException(500, "InternalError", "unable to upgrade connection: you must specify at least 1 of stdin, stdout, stderr");
            }

            await using var session = begin();
            if (wishes.Output)
            {
                // As Kubernetes: an empty message says that the program is there.
                await client.SendAsync(isError: false, ReadOnlyMemory<byte>.Empty);
            }

            return StatusText.OfEnd(await new StreamRelay(client, session, wishes).RunAsync(streams.Ending));
        }
        catch (StatusException e)
        {
            return StatusText.OfFailure(e, isTranslated);
        }
    }
}
