using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Workshop.Gateway.Tests;

/// <summary>A backend that does what no well-behaved server does: it can break off before it answers.</summary>
internal sealed class StubBackend : IAsyncDisposable
{
    private static readonly TimeSpan BetweenLetters = TimeSpan.FromSeconds(0.1);

    private readonly TcpListener _listener;
    private readonly Func<string, Task<string?>> _answer;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<string> _heads = new();
    private readonly Task _serving;
    private readonly int _missing;
    private readonly bool _isWhole;
    private readonly bool _trickles;

    private StubBackend(Func<string, Task<string?>> answer, int missing = 0, bool isWhole = false, bool trickles = false)
    {
        (_answer, _missing, _isWhole, _trickles) = (answer, missing, isWhole, trickles);
        _listener = new TcpListener(LoopbackAddress.Next(), 8080);
        _listener.Start();
        _serving = ServeAsync();
    }

    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

    /// <value>The head of every request that came.</value>
    public IReadOnlyCollection<string> Heads => _heads;

    /// <param name="text">What it answers to every request.</param>
    public static StubBackend Saying(string text) => new(_ => Task.FromResult<string?>(text));

    /// <param name="text">What it answers, at once or to <c>/slow</c> once it may.</param>
    /// <param name="begun">Completed when a request for <c>/slow</c> has come.</param>
    /// <param name="mayAnswer">Awaited before the answer to it.</param>
    public static StubBackend SayingLater(string text, TaskCompletionSource begun, Task mayAnswer) => new(async head =>
    {
        if (head.StartsWith("GET /slow ", StringComparison.Ordinal))
        {
            begun.TrySetResult();
            await mayAnswer;
        }

        return text;
    });

    /// <param name="answer">Sent as it stands to every request, each character a byte.</param>
    public static StubBackend Answering(string answer) => new(_ => Task.FromResult<string?>(answer), isWhole: true);

    /// <summary>Reads each request and resets its connection.</summary>
    public static StubBackend Resetting() => new(_ => Task.FromResult<string?>(null));

    /// <summary>Begins each answer and goes on with its head, letter by letter, for ever.</summary>
    public static StubBackend TricklingItsHead() => new(_ => Task.FromResult<string?>("HTTP/1.1 200 OK\r\nX-Long: "), isWhole: true, trickles: true);

    /// <summary>Begins each answer and closes the connection in the middle of it.</summary>
    public static StubBackend BreakingOff() => new(_ => Task.FromResult<string?>("the beginning"), missing: 1000);

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
            var head = await ReadHeadAsync(client.GetStream());
            if (head.Length == 0)
            {
                // Opened and never used.
                return;
            }

            _heads.Enqueue(head);
            if (await _answer(head) is not { } text)
            {
                client.LingerState = new LingerOption(enable: true, seconds: 0);
                return;
            }

            var answer = _isWhole ? text : $"HTTP/1.1 200 OK\r\nContent-Length: {text.Length + _missing}\r\nConnection: close\r\n\r\n{text}";
            await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(answer), _stopping.Token);
            using var timer = new PeriodicTimer(BetweenLetters);
            while (_trickles && await timer.WaitForNextTickAsync(_stopping.Token))
            {
                await client.GetStream().WriteAsync("x"u8.ToArray(), _stopping.Token);
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
