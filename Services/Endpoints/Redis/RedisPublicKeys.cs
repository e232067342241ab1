using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using StackExchange.Redis;
using Workshop.Endpoints.Keys;
using Workshop.Endpoints.Tokens;

namespace Workshop.Endpoints.Redis;

/// <summary>
/// Public keys, as all replicas publish them: one that starts after a rotation learns of keys that were retired before, and tokens of theirs stay good. Private ones
/// never leave their replica. Whoever writes here can make tokens, as whoever writes users can log in: Redis is as trusted as auth.
/// </summary>
internal sealed class RedisPublicKeys : IRedisFollower
{
    private readonly RedisLink _redis;
    private readonly KeyHolder? _keys;
    private readonly TimeProvider _time;

    public RedisPublicKeys(RedisLink redis, TimeProvider time, IServiceProvider services)
    {
        (_redis, _time) = (redis, time);
        _keys = services.GetService<KeyHolder>();
        _keys?.Changed += () => _ = _redis.TrySyncAsync(this, CancellationToken.None);
    }

    public Task SubscribeAsync(RedisSession session, CancellationToken ct) => session.SubscribeAsync(RedisKeys.PublicKeys, message => _ = _redis.TrySyncAsync(this, ct));

    public async Task SyncAsync(RedisSession session, CancellationToken ct)
    {
        if (_keys is null)
        {
            return;
        }

        var shared = await session.CallAsync("HGETALL", database => database.HashGetAllAsync(RedisKeys.PublicKeys));
        var others = shared.Select(one => Read(one.Value.ToString())).OfType<PublishedKey>().DistinctBy(key => key.Kid).ToDictionary(key => key.Kid);
        _keys.Learn(others.Values);
        var now = _time.GetUtcNow();
        var isNews = false;
        foreach (var key in _keys.Ring.Published.Values)
        {
            // A key in use may sign until a moment from now, and is prolonged at each sync; an hour, so that not each sync writes.
            var until = key.Until ?? now + TokenClaims.Lifetime + TimeSpan.FromHours(1);
            if (!others.TryGetValue(key.Kid, out var known) || known.Until < until - TimeSpan.FromMinutes(10))
            {
                await session.CallAsync("HSET", database => database.HashSetAsync(RedisKeys.PublicKeys, key.Kid, Write(key.Key, until)));
                isNews |= known is null;
            }
        }

        foreach (var gone in others.Values.Where(key => key.Until <= now || _keys.Ring.Withdrawn.Contains(key.Kid)))
        {
            await session.CallAsync("HDEL", database => database.HashDeleteAsync(RedisKeys.PublicKeys, gone.Kid));
        }

        if (isNews)
        {
            await session.CallAsync("PUBLISH", database => database.PublishAsync(RedisChannel.Literal(RedisKeys.PublicKeys), "changed"));
        }
    }

    private static string Write(JsonWebKey key, DateTimeOffset until)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteNumber("until", until.ToUnixTimeSeconds());
            json.WritePropertyName("key");
            JwksDocument.WriteKey(json, key);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    /// <returns>Null for what no replica wrote.</returns>
    private static PublishedKey? Read(string text)
    {
        try
        {
            using var entry = JsonDocument.Parse(text);
            return entry.RootElement.TryGetProperty("key", out var key) && JwksDocument.ReadKey(key) is { } read
                && entry.RootElement.TryGetProperty("until", out var until) && until.TryGetInt64(out var second)
                ? new PublishedKey(read, DateTimeOffset.FromUnixTimeSeconds(second))
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
