using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Workshop.Cluster.Api.Streams.Spdy;
using Workshop.Fuzz.Tests.Engine;

namespace Workshop.Fuzz.Tests.Doors;

/// <summary>Frames of SPDY/3.1, as kubectl's streams are made of.</summary>
internal sealed class SpdyDoor : Door
{
    public override string Name => "spdy-frames";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        [.. Open(1, ("streamtype", "error")), .. Open(3, ("streamtype", "stdin")), .. Data(3, "hello\n", isLast: false), .. Data(3, "", isLast: true), .. Control(6, [0, 0, 0, 1]), .. Control(7, [0, 0, 0, 3, 0, 0, 0, 0])],
        [.. Open(1, ("streamtype", "data"), ("port", "80"), ("requestid", "0")), .. Control(3, [0, 0, 0, 1, 0, 0, 0, 5]), .. Control(4, [0, 0, 0, 1, 1, 0, 0, 4, 0, 0, 0, 9]), .. Control(9, [0, 0, 0, 1, 0, 0, 255, 255])],
    ];

    public override int Share => 20;

    public override async ValueTask KnockAsync(byte[] input)
    {
        await using var connection = new SpdyConnection(new ScriptedStream(input), TimeProvider.System);
        var readers = new List<Task>();
        await foreach (var stream in connection.Incoming.ReadAllAsync())
        {
            readers.Add(ReadAsync(stream));
        }

        await Task.WhenAll(readers);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task ReadAsync(SpdyStream stream)
    {
        try
        {
            await stream.AcceptAsync();
            await stream.Input.CopyToAsync(Stream.Null);
            await stream.SendAsync("x"u8.ToArray());
            await stream.FinishAsync();
        }
        catch (OperationCanceledException)
        {
            // The client has gone.
        }
    }

    // The client's blocks are one zlib stream; each of these begins one, which a reader of a second must refuse or take.
    private static byte[] Open(int id, params (string Name, string Value)[] headers)
    {
        using var block = new MemoryStream();
        using (var zlib = new ZLibStream(block, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(Number(headers.Length));
            foreach (var text in headers.SelectMany(header => (string[])[header.Name, header.Value]))
            {
                zlib.Write(Number(text.Length));
                zlib.Write(Encoding.ASCII.GetBytes(text));
            }

            zlib.Flush();
        }

        return Control(1, [.. Number(id), .. Number(0), 0, 0, .. block.ToArray()]);
    }

    private static byte[] Data(int stream, string text, bool isLast)
    {
        byte[] head = [.. Number(stream), .. Number(text.Length)];
        head[4] = isLast ? (byte)1 : (byte)0;
        return [.. head, .. Encoding.ASCII.GetBytes(text)];
    }

    private static byte[] Control(byte type, byte[] payload) => [0x80, 3, 0, type, .. Number(payload.Length), .. payload];

    private static byte[] Number(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
