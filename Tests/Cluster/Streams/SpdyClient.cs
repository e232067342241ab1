using System.Buffers.Binary;
using System.IO.Compression;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Workshop.Cluster.Tests.Streams;

/// <summary>A raw client of SPDY/3.1, written from the protocol and not from the server: frames by hand, headers without the preset dictionary.</summary>
public sealed class SpdyClient : IAsyncDisposable
{
    private readonly Stream _transport;
    private readonly MemoryStream _compressed = new();
    private readonly ZLibStream _headers;
    private readonly Dictionary<int, MemoryStream> _data = [];
    private int _next = 1;

    private SpdyClient(Stream transport, string answer)
    {
        (_transport, Answer) = (transport, answer);
        _headers = new ZLibStream(_compressed, CompressionLevel.Fastest, leaveOpen: true);
    }

    /// <value>The HTTP answer, headers and (of a refusal) body.</value>
    public string Answer { get; }

    public HashSet<int> Replied { get; } = [];

    /// <value>Streams whose other half has ended.</value>
    public HashSet<int> Finished { get; } = [];

    public HashSet<int> Reset { get; } = [];

    public int Pongs { get; private set; }

    public bool IsGoodBye { get; private set; }

    public static async Task<SpdyClient> Connect(StreamCluster cluster, string url, string[] versions)
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync(cluster.Address.Host, cluster.Address.Port);
        var tls = new SslStream(tcp.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = cluster.Address.Host,
            CertificateChainPolicy = cluster.Trust,
            ApplicationProtocols = [SslApplicationProtocol.Http11],
        });
        var head = $"POST {url} HTTP/1.1\r\nHost: {cluster.Address.Authority}\r\nAuthorization: Bearer {cluster.Token}\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\nContent-Length: 0\r\n"
            + string.Concat(versions.Select(version => $"X-Stream-Protocol-Version: {version}\r\n")) + "\r\n";
        await tls.WriteAsync(Encoding.ASCII.GetBytes(head));
        return new SpdyClient(tls, await ReadAnswer(tls));
    }

    public async Task<int> Open(params (string Name, string Value)[] headers)
    {
        var id = _next;
        _next += 2;
        _headers.Write(Number(headers.Length));
        foreach (var text in headers.SelectMany(header => (string[])[header.Name, header.Value]))
        {
            _headers.Write(Number(text.Length));
            _headers.Write(Encoding.ASCII.GetBytes(text));
        }

        _headers.Flush();
        byte[] block = _compressed.ToArray();
        _compressed.SetLength(0);
        await Control(1, [.. Number(id), .. Number(0), 0, 0, .. block]);
        return id;
    }

    public async Task Send(int stream, byte[] bytes, bool isLast = false)
    {
        var frame = new byte[8 + bytes.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, stream);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), bytes.Length);
        frame[4] = isLast ? (byte)1 : (byte)0;
        bytes.CopyTo(frame, 8);
        await _transport.WriteAsync(frame);
    }

    public Task Send(int stream, string text, bool isLast = false) => Send(stream, Encoding.UTF8.GetBytes(text), isLast);

    public Task Ping(int number) => Control(6, Number(number));

    public Task GiveUp(int stream) => Control(3, [.. Number(stream), .. Number(5)]);

    public byte[] Bytes(int stream) => _data.TryGetValue(stream, out var bytes) ? bytes.ToArray() : [];

    public string Text(int stream) => Encoding.UTF8.GetString(Bytes(stream));

    public async Task Until(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(StreamCluster.Limit);
        while (!condition())
        {
            Assert.True(await Receive(patience.Token), "The connection ended too early.");
        }
    }

    public async Task<bool> Receive(CancellationToken ct)
    {
        var head = new byte[8];
        if (await _transport.ReadAtLeastAsync(head, 8, throwOnEndOfStream: false, ct) < 8)
        {
            return false;
        }

        var payload = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(4)) & 0xffffff];
        await _transport.ReadExactlyAsync(payload, ct);
        if ((head[0] & 0x80) == 0)
        {
            TakeData(BinaryPrimitives.ReadInt32BigEndian(head), payload, head[4] == 1);
            return true;
        }

        switch (head[3])
        {
            case 2:
                Replied.Add(BinaryPrimitives.ReadInt32BigEndian(payload));
                break;
            case 3:
                Reset.Add(BinaryPrimitives.ReadInt32BigEndian(payload));
                break;
            case 6:
                Pongs = BinaryPrimitives.ReadInt32BigEndian(payload);
                break;
            case 7:
                IsGoodBye = true;
                break;
        }

        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _transport.DisposeAsync();
        await _headers.DisposeAsync();
    }

    private void TakeData(int stream, byte[] payload, bool isLast)
    {
        if (!_data.TryGetValue(stream, out var bytes))
        {
            _data[stream] = bytes = new MemoryStream();
        }

        bytes.Write(payload);
        if (isLast)
        {
            Finished.Add(stream);
        }
    }

    private async Task Control(byte type, byte[] payload)
    {
        var frame = new byte[8 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), payload.Length);
        (frame[0], frame[1], frame[3]) = (0x80, 3, type);
        payload.CopyTo(frame, 8);
        await _transport.WriteAsync(frame);
    }

    private static byte[] Number(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    private static async Task<string> ReadAnswer(Stream from)
    {
        var text = new StringBuilder();
        var letter = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await from.ReadAsync(letter) == 1)
        {
            text.Append((char)letter[0]);
        }

        if (!text.ToString().StartsWith("HTTP/1.1 101", StringComparison.Ordinal))
        {
            var rest = new byte[4096];
            text.Append(Encoding.UTF8.GetString(rest, 0, await from.ReadAsync(rest)));
        }

        return text.ToString();
    }
}
