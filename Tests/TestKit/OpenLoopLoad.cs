using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;

namespace Workshop.TestKit;

/// <summary>
/// Sends requests at a fixed rate whether or not answers come (open loop), so that a slow server cannot hide by slowing its clients. Bounded: a
/// request whose turn finds too many others under way is not sent, and counts as such.
/// </summary>
public sealed class OpenLoopLoad : IAsyncDisposable
{
    private const int MaxUnderWay = 400;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);

    // Connections are renewed often: a rollout is noticed by new connections first.
    private readonly HttpClient _client;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, int> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _failures = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Task, byte> _underWay = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Uri _target;
    private readonly HttpMethod _method;
    private readonly int _perSecond;
    private readonly Task _sending;
    private TimeSpan _end = TimeSpan.MaxValue;
    private int _sent;

    private OpenLoopLoad(Uri target, int perSecond, HttpMethod method, RemoteCertificateValidationCallback? trust, AuthenticationHeaderValue? authorization)
    {
        (_target, _perSecond, _method) = (target, perSecond, method);

        // No more connections than requests: left alone, the client opens a second one while it waits for the first.
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromSeconds(1), MaxConnectionsPerServer = MaxUnderWay, UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = trust;
        _client = new HttpClient(handler) { Timeout = AnswerLimit };
        _client.DefaultRequestHeaders.Authorization = authorization;
        _sending = Send();
    }

    /// <param name="target">Where each request goes.</param>
    /// <param name="perSecond">Fixed.</param>
    /// <param name="method">GET unless told otherwise.</param>
    /// <param name="trust">For HTTPS: judges the server's certificate at each new connection.</param>
    /// <param name="authorization">Sent with each request.</param>
    public static OpenLoopLoad Start(
        Uri target, int perSecond, HttpMethod? method = null, RemoteCertificateValidationCallback? trust = null, AuthenticationHeaderValue? authorization = null) =>
        new(target, perSecond, method ?? HttpMethod.Get, trust, authorization);

    /// <summary>The answers with status 200 so far, by body.</summary>
    public IReadOnlyDictionary<string, int> Answers => _answers;

    /// <summary>The time by which the load is measured: returns when so many more requests have been answered, well or not.</summary>
    public async Task Answered(int more)
    {
        var until = Total + more;
        await Eventually.Is(() => Total >= until, $"{more} more requests are answered", AnswerLimit + AnswerLimit, CancellationToken.None);
    }

    /// <summary>Sends no more, and waits for the answers under way.</summary>
    public async Task<LoadReport> Finish()
    {
        // Taken first: what falls due while the loop hears of its end was never meant to be sent.
        _end = _watch.Elapsed;
        await _stopping.CancelAsync();
        await _sending;
        await Task.WhenAll(_underWay.Keys);
        return new LoadReport(DueAt(_end), _sent, new Dictionary<string, int>(_answers), new Dictionary<string, int>(_failures));
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _sending;
        await Task.WhenAll(_underWay.Keys);
        _client.Dispose();
        _stopping.Dispose();
    }

    private int Total => _answers.Values.Sum() + _failures.Values.Sum();

    private int DueAt(TimeSpan elapsed) => (int)(elapsed.TotalSeconds * _perSecond);

    private async Task Send()
    {
        var turns = 0;
        using var timer = new PeriodicTimer(Tick);
        bool goesOn;
        do
        {
            // Once more after the end: a machine that stood still just before it is late with turns that were due.
            goesOn = await Ticks(timer);
            var now = _watch.Elapsed;
            for (var due = DueAt(now < _end ? now : _end); turns < due; turns++)
            {
                if (_underWay.Count < MaxUnderWay)
                {
                    _sent++;
                    Track(Request());
                }
            }
        }
        while (goesOn);
    }

    private async Task<bool> Ticks(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(_stopping.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Track(Task request)
    {
        _underWay[request] = 0;
        _ = request.ContinueWith(done => _underWay.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task Request()
    {
        // The loop that keeps the rate must not wait for anything, not even for a connection's synchronous part.
        await Task.Yield();
        try
        {
            // HTTP/2 where TLS offers it: hundreds of handshakes at once would measure the client.
            using var request = new HttpRequestMessage(_method, _target) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
            using var answer = await _client.SendAsync(request);
            var body = (await answer.Content.ReadAsStringAsync()).TrimEnd();
            var counts = answer.IsSuccessStatusCode ? _answers : _failures;
            counts.AddOrUpdate(answer.IsSuccessStatusCode ? body : $"{(int)answer.StatusCode} {body}", 1, (_, count) => count + 1);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            _failures.AddOrUpdate(e.GetBaseException().Message, 1, (_, count) => count + 1);
        }
    }
}

/// <summary>What a load came to.</summary>
/// <param name="Intended">What the rate asked for.</param>
/// <param name="Sent">What the machine managed to send.</param>
/// <param name="Answers">Successful answers by body.</param>
/// <param name="Failures">Everything else, by reason.</param>
public sealed record LoadReport(int Intended, int Sent, IReadOnlyDictionary<string, int> Answers, IReadOnlyDictionary<string, int> Failures)
{
    /// <value>Whether the machine sent enough of what was intended for the rest to mean something.</value>
    public bool IsEnough => Sent >= Intended * 0.95;

    /// <summary>Insists that nothing failed, and that the machine was quick enough to say so.</summary>
    public void LostNothing()
    {
        Assert.True(Failures.Count == 0, ToString());
        Assert.True(IsEnough, ToString());
    }

    public override string ToString() => $"{Sent} of {Intended} sent; answers: {Describe(Answers)}; failures: {Describe(Failures)}";

    private static string Describe(IReadOnlyDictionary<string, int> counts) => string.Join(", ", counts.Select(count => $"{count.Value} × {count.Key}"));
}
