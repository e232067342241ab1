using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Workshop.Toolbox.Redis;

/// <summary>Speaks Redis' protocol (RESP 2) as far as one command after the other needs it.</summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    // A command line's answer; what is larger is nothing to read on a screen.
    private const int LongestText = 64 * 1024 * 1024;

    private readonly TcpClient _client;
    private readonly BufferedStream _stream;

    private RedisConnection(TcpClient client)
    {
        _client = client;
        _stream = new BufferedStream(client.GetStream());
    }

    /// <exception cref="SocketException">Nobody listens there.</exception>
    public static async Task<RedisConnection> OpenAsync(string host, int port, CancellationToken ct)
    {
        var client = new TcpClient();
        try
        {
            await client.ConnectAsync(host, port, ct);
            return new RedisConnection(client);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <exception cref="IOException">The connection broke, or what came is not Redis' protocol.</exception>
    public async Task<RedisAnswer> AskAsync(IReadOnlyList<string> words, CancellationToken ct)
    {
        var request = new StringBuilder().Append(CultureInfo.InvariantCulture, $"*{words.Count}\r\n");
        foreach (var word in words)
        {
            request.Append(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n");
        }

        await _stream.WriteAsync(Encoding.UTF8.GetBytes(request.ToString()), ct);
        await _stream.FlushAsync(ct);
        return await ReadAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _client.Dispose();
    }

    // "+OK", "-ERR why", ":7", "$5" and as many bytes, "$-1" for nothing, "*2" and as many answers.
    private async Task<RedisAnswer> ReadAsync(CancellationToken ct)
    {
        var line = await LineAsync(ct);
        return line switch
        {
            ['+', .. var status] => new RedisAnswer(status),
            ['-', .. var why] => new RedisAnswer(why, IsError: true),
            [':', .. var number] => new RedisAnswer(number),
            ['$', .. var length] => new RedisAnswer(await TextAsync(Length(length), ct)),
            ['*', .. var count] => await ListAsync(Length(count), ct),
            _ => throw new IOException($"'{line}' is not Redis' protocol."),
        };
    }

    private async Task<RedisAnswer> ListAsync(int count, CancellationToken ct)
    {
        var lines = new List<string>();
        for (var index = 0; index < count; index++)
        {
            lines.Add((await ReadAsync(ct)).Text);
        }

        return new RedisAnswer(string.Join('\n', lines));
    }

    private async Task<string> TextAsync(int length, CancellationToken ct)
    {
        if (length < 0)
        {
            return "";
        }

        var bytes = new byte[length + 2];
        await _stream.ReadExactlyAsync(bytes, ct);
        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private async Task<string> LineAsync(CancellationToken ct)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (line is not [.., (byte)'\r', (byte)'\n'])
        {
            await _stream.ReadExactlyAsync(one, ct);
            line.Add(one[0]);
        }

        return Encoding.UTF8.GetString([.. line[..^2]]);
    }

    private static int Length(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var length) && length <= LongestText
            ? length
            : throw new IOException($"'{text}' is no length.");
}
