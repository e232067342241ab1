using System.Globalization;
using StackExchange.Redis;
using Workshop.Endpoints.Revocations;

namespace Workshop.Endpoints.Redis;

/// <summary>Revoked tokens, as all replicas know them: kept until they expire by themselves, told at once by a channel, and told again at each sync, for a channel forgets.</summary>
internal sealed class RedisRevocations(RedisLink redis, RevocationSet revocations, TimeProvider time) : ISharedRevocations, IRedisFollower
{
    private const int AtOnce = 500;

    // What is later no replica wrote, and no date can hold.
    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    public async Task ShareAsync(Revocation revocation, CancellationToken ct)
    {
        try
        {
            await redis.CallAsync("ZADD", database => database.SortedSetAddAsync(RedisKeys.Revoked, revocation.Id, revocation.Until.ToUnixTimeSeconds()));
            await redis.CallAsync("PUBLISH", database => database.PublishAsync(RedisChannel.Literal(RedisKeys.Revoked), MessageOf(revocation)));
        }
        catch (RedisAwayException)
        {
            // At the next sync. Those who follow this replica know it meanwhile.
        }
    }

    public Task SubscribeAsync(RedisSession session, CancellationToken ct) => session.SubscribeAsync(RedisKeys.Revoked, message =>
    {
        if (Read(message) is { } revocation)
        {
            revocations.Add(revocation);
        }
    });

    public async Task SyncAsync(RedisSession session, CancellationToken ct)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        await session.CallAsync("ZREMRANGEBYSCORE", database => database.SortedSetRemoveRangeByScoreAsync(RedisKeys.Revoked, double.NegativeInfinity, now));
        var shared = await session.CallAsync("ZRANGEBYSCORE", database => database.SortedSetRangeByScoreWithScoresAsync(RedisKeys.Revoked, now, LastSecond));
        revocations.Add([.. shared.Select(one => new Revocation(one.Element.ToString(), DateTimeOffset.FromUnixTimeSeconds((long)one.Score)))]);
        var known = shared.Select(one => one.Element.ToString()).ToHashSet(StringComparer.Ordinal);
        foreach (var missing in revocations.All.Where(one => !known.Contains(one.Id)).Chunk(AtOnce))
        {
            await session.CallAsync("ZADD", database => database.SortedSetAddAsync(RedisKeys.Revoked, [.. missing.Select(one => new SortedSetEntry(one.Id, one.Until.ToUnixTimeSeconds()))]));
            await session.CallAsync("PUBLISH", database => Task.WhenAll(missing.Select(one => database.PublishAsync(RedisChannel.Literal(RedisKeys.Revoked), MessageOf(one)))));
        }

        // Last: what says it for them all is there now.
        foreach (var covered in known.Where(revocations.IsCovered).Chunk(AtOnce))
        {
            await session.CallAsync("ZREM", database => database.SortedSetRemoveAsync(RedisKeys.Revoked, [.. covered.Select(id => (RedisValue)id)]));
        }
    }

    private static string MessageOf(Revocation revocation) => string.Create(CultureInfo.InvariantCulture, $"{revocation.Until.ToUnixTimeSeconds()} {revocation.Id}");

    private static Revocation? Read(string message)
    {
        var parts = message.Split(' ', 2);
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var until) && until <= LastSecond
            ? new Revocation(parts[1], DateTimeOffset.FromUnixTimeSeconds(until))
            : null;
    }
}
