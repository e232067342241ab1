using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Workshop.Soak.Tests.Overload;

/// <summary>Many more clients at once than a door has places, and how soon it answers one of them well when the others have gone.</summary>
internal sealed class Flood(HttpClient client, Uri target, int clients)
{
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, int> _answers = new(StringComparer.Ordinal);

    /// <value>Answers by status; refusals without Retry-After by that name, broken connections by their reasons.</value>
    public IReadOnlyDictionary<string, int> Answers => _answers;

    /// <returns>The time from the flood's end to a good answer.</returns>
    public async Task<TimeSpan> RunAsync(TimeSpan duration, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(
            async () =>
            {
                while (watch.Elapsed < duration)
                {
                    _answers.AddOrUpdate(await AskAsync(ct), 1, (_, count) => count + 1);
                }
            },
            ct)));
        var end = Stopwatch.StartNew();
        await Eventually.Is(async () => await AskAsync(ct) == "200", "a request is answered well after the flood", RecoveryLimit, ct);
        return end.Elapsed;
    }

    private async Task<string> AskAsync(CancellationToken ct)
    {
        try
        {
            using var answer = await client.GetAsync(target, ct);
            var status = $"{(int)answer.StatusCode}";
            return answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests && answer.Headers.RetryAfter is null ? $"{status} without Retry-After" : status;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return e.GetBaseException().Message;
        }
    }
}
