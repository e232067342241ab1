using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using Workshop.Endpoints.Replicas;

namespace Workshop.Endpoints.Keys;

/// <summary>
/// auth's public keys, as its pods publish them (JWKS): fetched at start, when a token names an unknown one, when auth says that they changed,
/// and now and then. The last good ones are kept while auth is away.
/// </summary>
internal sealed partial class PublishedKeys(Uri uri, AuthAddress address, TimeProvider time, ILogger<PublishedKeys> logger) : ITokenKeys
{
    // Tokens with invented key names must not become as many requests to auth.
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MostAge = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AgeAfterFailure = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FetchLimit = TimeSpan.FromSeconds(2);
    private const int MostBytes = 256 * 1024;

    private readonly Lock _lock = new();
    private volatile Dictionary<string, JsonWebKey> _keys = [];
    private volatile ImmutableHashSet<string> _withdrawn = [];
    private Task<bool> _fetching = Task.FromResult(false);
    private DateTimeOffset _nextAt = DateTimeOffset.MinValue;
    private DateTimeOffset _oldAt = DateTimeOffset.MaxValue;
    private bool? _wasGood;
    private string? _version;

    public string Algorithm => SigningKey.Algorithm;

    public async ValueTask<KeyAnswer> FindAsync(string? kid, CancellationToken ct)
    {
        if (kid is null || _withdrawn.Contains(kid))
        {
            return KeyAnswer.None;
        }

        if (_keys.TryGetValue(kid, out var key))
        {
            if (time.GetUtcNow() >= _oldAt)
            {
                // Nobody waits for it.
                _ = FetchAsync(isCertain: false);
            }

            return KeyAnswer.Of(key);
        }

        var isGood = await FetchAsync(isCertain: false).WaitAsync(ct);
        return _keys.TryGetValue(kid, out key) ? KeyAnswer.Of(key) : isGood ? KeyAnswer.None : KeyAnswer.NotKnown;
    }

    /// <summary>Never again by these, as long as this process lives: one replica that says so is enough.</summary>
    public void Withdraw(IReadOnlyCollection<string> kids)
    {
        lock (_lock)
        {
            foreach (var kid in kids.Where(kid => !_withdrawn.Contains(kid)))
            {
                _withdrawn = _withdrawn.Add(kid);
                LogWithdrawn(kid);
            }
        }
    }

    /// <summary>auth names the set of its keys; the first name, or another one, makes us fetch them.</summary>
    public void Changed(string version)
    {
        lock (_lock)
        {
            if (version == _version)
            {
                return;
            }

            _version = version;
        }

        _ = FetchAsync(isCertain: true);
    }

    /// <param name="isCertain">True: what is under way now may have come too early, and the pause between two does not count.</param>
    /// <returns>Whether the last fetch got an answer.</returns>
    private Task<bool> FetchAsync(bool isCertain)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (!isCertain && (!_fetching.IsCompleted || now < _nextAt))
            {
                return _fetching;
            }

            (_nextAt, _oldAt) = (now + LeastPause, now + MostAge);
            return _fetching = FetchAfterAsync(_fetching);
        }
    }

    private async Task<bool> FetchAfterAsync(Task<bool> earlier)
    {
        await ((Task)earlier).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        var found = await FetchAllAsync();
        if (found is not null)
        {
            _keys = found;
        }
        else
        {
            // Sooner again than keys that are known to be fresh: one of them may have gone.
            lock (_lock)
            {
                _oldAt = time.GetUtcNow() + AgeAfterFailure;
            }
        }

        Say(found);
        return found is not null;
    }

    /// <summary>Pods that have just started may not all know of all keys: what any of them publishes counts.</summary>
    private async Task<Dictionary<string, JsonWebKey>?> FetchAllAsync()
    {
        using var limit = new CancellationTokenSource(FetchLimit, time);
        var (addresses, _) = await address.FindAsync(CancellationToken.None);
        var answers = await Task.WhenAll(addresses.Select(one => FetchOneAsync(one, limit.Token)));
        return answers.All(answer => answer is null)
            ? null
            : answers.OfType<IReadOnlyList<JsonWebKey>>().SelectMany(keys => keys).DistinctBy(key => key.Kid).ToDictionary(key => key.Kid);
    }

    private async Task<IReadOnlyList<JsonWebKey>?> FetchOneAsync(IPEndPoint one, CancellationToken ct)
    {
        try
        {
            using var replica = new AuthReplica(one);
            using var answer = await replica.GetAsync(uri, ct);
            await answer.Content.LoadIntoBufferAsync(MostBytes, ct);
            return JwksDocument.Read(await answer.Content.ReadAsByteArrayAsync(ct));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or JsonException or InvalidOperationException)
        {
            LogNotFetched(one, e.Message);
            return null;
        }
    }

    private void Say(Dictionary<string, JsonWebKey>? found)
    {
        if (found is null && _wasGood != false)
        {
            LogKept(uri, _keys.Count);
        }
        else if (found is not null && _wasGood != true)
        {
            LogFetched(found.Count, uri);
        }

        _wasGood = found is not null;
    }

    [LoggerMessage(EventId = 5210, Level = LogLevel.Information, Message = "{Count} keys for tokens were fetched from {Uri}")]
    private partial void LogFetched(int count, Uri uri);

    [LoggerMessage(EventId = 5211, Level = LogLevel.Warning, Message = "Keys for tokens cannot be fetched from {Uri}; the {Count} known ones stay in force")]
    private partial void LogKept(Uri uri, int count);

    [LoggerMessage(EventId = 5213, Level = LogLevel.Warning, Message = "auth has withdrawn the key '{Kid}': tokens that it signed are refused from now on")]
    private partial void LogWithdrawn(string kid);

    [LoggerMessage(EventId = 5212, Level = LogLevel.Debug, Message = "Keys for tokens cannot be fetched from {Address}: {Reason}")]
    private partial void LogNotFetched(IPEndPoint address, string reason);
}
