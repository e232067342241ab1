using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Workshop.Endpoints.Tokens;

/// <summary>Tokens that were found valid, until they expire: checking a signature costs more than all the rest of a request. Bounded; only valid ones get in, so that nobody fills it with inventions.</summary>
internal sealed class TokenCache(TimeProvider time)
{
    /// <value>Tokens in each of two generations: when the younger one is full, the older one goes.</value>
    public const int GenerationSize = 8 * 1024;

    private readonly Lock _lock = new();
    private volatile ConcurrentDictionary<string, TokenVerdict> _young = new(StringComparer.Ordinal);
    private volatile ConcurrentDictionary<string, TokenVerdict> _old = new(StringComparer.Ordinal);

    public int Count => _young.Count + _old.Count;

    /// <returns>Null for a token that must be checked.</returns>
    public TokenVerdict? Find(string token)
    {
        var name = NameOf(token);
        if (_young.TryGetValue(name, out var verdict))
        {
            return AliveOr(verdict);
        }

        if (!_old.TryGetValue(name, out verdict))
        {
            return null;
        }

        Keep(name, verdict, isNew: false);
        return AliveOr(verdict);
    }

    public void Keep(string token, TokenVerdict verdict) => Keep(NameOf(token), verdict, isNew: true);

    private TokenVerdict AliveOr(TokenVerdict verdict) => verdict.ExpiresAt > time.GetUtcNow() ? verdict : TokenVerdict.Invalid;

    private void Keep(string name, TokenVerdict verdict, bool isNew)
    {
        lock (_lock)
        {
            if (_young.Count >= GenerationSize)
            {
                (_old, _young) = (_young, new ConcurrentDictionary<string, TokenVerdict>(StringComparer.Ordinal));
            }

            _young[name] = verdict;
            if (!isNew)
            {
                _old.TryRemove(name, out _);
            }
        }
    }

    // Whoever reads this process' memory shall find no tokens; 32 bytes are also less than 400.
    private static string NameOf(string token) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
