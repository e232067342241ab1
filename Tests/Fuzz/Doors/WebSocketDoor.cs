using System.Net.WebSockets;
using System.Text;
using Workshop.Cluster.Api.Streams;
using Workshop.Fuzz.Tests.Engine;

namespace Workshop.Fuzz.Tests.Doors;

/// <summary>Frames of a WebSocket with Kubernetes' channels in them. The input's first byte chooses the protocol.</summary>
internal sealed class WebSocketDoor : Door
{
    private static readonly string[] Protocols = ["v5.channel.k8s.io", "v4.channel.k8s.io", "v4.base64.channel.k8s.io", "channel.k8s.io", "base64.channel.k8s.io"];

    public override string Name => "websocket-frames";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        [0, .. Frame(0x82, [0, .. "hello"u8]), .. Frame(0x82, [4, .. "{\"Width\":80,\"Height\":25}"u8]), .. Frame(0x82, [255, 0]), .. Frame(0x88, [3, 232])],
        [1, .. Frame(0x02, [0, .. "a"u8]), .. Frame(0x00, [.. "b"u8]), .. Frame(0x89, [.. "ping"u8]), .. Frame(0x80, [.. "c"u8])],
        [2, .. Frame(0x81, Encoding.ASCII.GetBytes("0" + Convert.ToBase64String("hello"u8))), .. Frame(0x81, Encoding.ASCII.GetBytes("4" + Convert.ToBase64String("{\"Width\":1,\"Height\":2}\n"u8)))],
    ];

    public override int Share => 20;

    public override async ValueTask KnockAsync(byte[] input)
    {
        if (input.Length == 0)
        {
            return;
        }

        var protocol = ChannelProtocol.Negotiate([Protocols[input[0] % Protocols.Length]])!;
        var socket = WebSocket.CreateFromStream(new ScriptedStream(input[1..]), new WebSocketCreationOptions { IsServer = true });
        await using var streams = new WebSocketStreams(socket, protocol, TimeProvider.System);
        await streams.Input.CopyToAsync(Stream.Null);
        await foreach (var _ in streams.Sizes.ReadAllAsync())
        {
            // Only read.
        }
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // Masked with nothing, as only a client may.
    private static byte[] Frame(byte head, byte[] payload) => [head, (byte)(0x80 | payload.Length), 0, 0, 0, 0, .. payload];
}
