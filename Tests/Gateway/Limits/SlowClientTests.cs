using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Workshop.Gateway.Tests.Limits;

/// <summary>Clients that begin and never end: each keeps a connection for a while, and nobody else waits for it.</summary>
public sealed class SlowClientTests : IAsyncLifetime
{
    // The gateway waits 15 s for a head and 10 s for the hello of TLS.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private KestrelBackend _pod = null!;
    private RunningGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _pod = await KestrelBackend.Saying("hello");
        _gateway = await RunningGateway.StartAsync([_pod.Address]);
    }

    [Theory]
    [InlineData(8080, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")]
    [InlineData(8443, "\u0016\u0003\u0001")]
    public async Task What_is_begun_and_never_ended_is_closed_and_others_are_served_meanwhile(int port, string begun)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var client = await Connected(port, limit.Token);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(begun), limit.Token);

        Assert.Equal((HttpStatusCode.OK, "hello"), await _gateway.Get());
        Assert.DoesNotContain(" 200 ", await ReadToEnd(client, limit.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_without_end_are_not_read_to_their_end()
    {
        const int far = 64 * 1024 * 1024;
        using var limit = new CancellationTokenSource(Patience);
        using var client = await Connected(8080, limit.Token);
        var headers = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 1000).Select(i => $"X-Endless-{i}: y\r\n")));
        var sent = 0;

        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            await client.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: x\r\n"u8.ToArray(), limit.Token);
            for (; sent < far; sent += headers.Length)
            {
                await client.GetStream().WriteAsync(headers, limit.Token);
            }
        });

        Assert.Equal(HttpStatusCode.OK, (await _gateway.Get()).Status);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _pod.DisposeAsync();
    }

    private async Task<TcpClient> Connected(int port, CancellationToken ct)
    {
        var client = new TcpClient();
        await client.ConnectAsync(_gateway.Service.Address, port, ct);
        return client;
    }

    private static async Task<string> ReadToEnd(TcpClient client, CancellationToken ct)
    {
        var read = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (await client.GetStream().ReadAsync(buffer, ct) is > 0 and var count)
            {
                read.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }
        }
        catch (IOException)
        {
            // Reset, which is an end, too.
        }

        return read.ToString();
    }
}
