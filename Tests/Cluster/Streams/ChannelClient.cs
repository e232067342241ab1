using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Workshop.Cluster.Tests.Streams;

/// <summary>A raw client of Kubernetes' channels over a WebSocket: collects what comes, channel by channel.</summary>
public sealed class ChannelClient(ClientWebSocket socket) : IAsyncDisposable
{
    private readonly Dictionary<byte, MemoryStream> _channels = [];

    public string? Protocol => socket.SubProtocol;

    /// <value>After the end.</value>
    public JsonObject Status => JsonNode.Parse(Text(3))!.AsObject();

    public string Text(byte channel) => Encoding.UTF8.GetString(Bytes(channel));

    public byte[] Bytes(byte channel) => _channels.TryGetValue(channel, out var bytes) ? bytes.ToArray() : [];

    public Task Send(byte channel, ReadOnlyMemory<byte> bytes)
    {
        byte[] message = [channel, .. bytes.Span];
        return socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
    }

    public Task Send(byte channel, string text) => Send(channel, Encoding.UTF8.GetBytes(text));

    public Task SendText(string text) => socket.SendAsync(Encoding.ASCII.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    /// <returns>False: it has been closed.</returns>
    public async Task<bool> Receive()
    {
        using var patience = new CancellationTokenSource(StreamCluster.Limit);
        var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return false;
            }

            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                Keep(message.ToArray(), isText: part.MessageType == WebSocketMessageType.Text);
                return true;
            }
        }
    }

    public async Task ReceiveAll()
    {
        while (await Receive())
        {
        }
    }

    public async Task ReceiveUntil(byte channel, string text)
    {
        while (!Text(channel).Contains(text, StringComparison.Ordinal))
        {
            Assert.True(await Receive(), $"It was closed before '{text}' came; until then: {Text(channel)}");
        }
    }

    public void Abort() => socket.Abort();

    public ValueTask DisposeAsync()
    {
        socket.Abort();
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Keep(byte[] message, bool isText)
    {
        if (message.Length == 0)
        {
            return;
        }

        var channel = isText ? (byte)(message[0] - '0') : message[0];
        var bytes = isText ? Convert.FromBase64String(Encoding.ASCII.GetString(message, 1, message.Length - 1)) : message[1..];
        if (!_channels.TryGetValue(channel, out var kept))
        {
            _channels[channel] = kept = new MemoryStream();
        }

        kept.Write(bytes);
    }
}
