using StackExchange.Redis;
using Workshop.Endpoints.Login;

namespace Workshop.Endpoints.Redis;

/// <summary>Counters that end by themselves. While Redis is away, replicas count each for itself.</summary>
internal sealed class RedisFailures(RedisLink redis) : ISharedFailures
{
    public async Task<IReadOnlyList<(int Count, TimeSpan Left)>?> FindAsync(IReadOnlyList<string> names, CancellationToken ct)
    {
        try
        {
            var found = await Task.WhenAll(names.Select(name => redis.CallAsync("GET", database => database.StringGetWithExpiryAsync(KeyOf(name)))));

            // A counter without an end was broken off when it was made, and blocks nobody.
            return [.. found.Select(one => (one.Value.TryParse(out int count) ? count : 0, one.Expiry ?? TimeSpan.Zero))];
        }
        catch (RedisAwayException)
        {
            return null;
        }
    }

    public async Task AddAsync(IReadOnlyList<string> names, TimeSpan window, CancellationToken ct)
    {
        try
        {
            await Task.WhenAll(names.Select(name => redis.CallAsync("INCR", async database =>
            {
                var counting = database.StringIncrementAsync(KeyOf(name));
                await Task.WhenAll(counting, database.KeyExpireAsync(KeyOf(name), window, ExpireWhen.HasNoExpiry));
                return await counting;
            })));
        }
        catch (RedisAwayException)
        {
            // This replica has counted it already.
        }
    }

    public async Task ForgetAsync(string name, CancellationToken ct)
    {
        try
        {
            await redis.CallAsync("DEL", database => database.KeyDeleteAsync(KeyOf(name)));
        }
        catch (RedisAwayException)
        {
            // It ends by itself.
        }
    }

    private static RedisKey KeyOf(string name) => RedisKeys.Failures + name;
}
