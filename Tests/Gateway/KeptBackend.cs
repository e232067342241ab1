using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Workshop.Gateway.Tests;

/// <summary>A backend that answers <c>/warm</c> and keeps the connection, and closes it on any other request: what a client sees of a process that dies at that moment.</summary>
internal sealed class KeptBackend : IAsyncDisposable
{
    /// <summary>As many connections as are opened by <see cref="WarmUp"/>.</summary>
    public const int Connections = 5;

    private readonly TcpListener _listener = new(LoopbackAddress.Next(), 8080);
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _allAreHere = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _serving;
    private int _waiting;
    private int _broken;

    public KeptBackend()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

    /// <value>How many requests were read and not answered.</value>
    public int Broken => _broken;

    /// <summary>Opens several connections at once, which the client then keeps.</summary>
    public static Task WarmUp(Func<Task> ask) => Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => ask()));

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        while (!_stopping.IsCancellationRequested)
        {
            connections.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
        }

        await Task.WhenAll(connections);
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            for (var head = await ReadHeadAsync(stream); head.Length > 0; head = await ReadHeadAsync(stream))
            {
                if (!head.StartsWith("GET /warm ", StringComparison.Ordinal))
                {
                    Interlocked.Increment(ref _broken);
                    return;
                }

                if (Interlocked.Increment(ref _waiting) == Connections)
                {
                    _allAreHere.SetResult();
                }

                await _allAreHere.Task.WaitAsync(_stopping.Token);
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray(), _stopping.Token);
            }
        }
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, _stopping.Token) > 0)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
