using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Workshop.Endpoints.Users;

namespace Workshop.Endpoints.Redis;

/// <summary>The users that all replicas share. Each is asked for when it logs in; the last known ones stand in while Redis is away.</summary>
internal sealed partial class RedisUsers(RedisLink redis, ILogger<RedisUsers> logger) : IUserDirectory, IRedisFollower
{
    private volatile ConcurrentDictionary<string, User> _known = new(StringComparer.Ordinal);

    public async ValueTask<User?> FindAsync(string name, CancellationToken ct)
    {
        try
        {
            var entry = await redis.CallAsync("HGET", database => database.HashGetAsync(RedisKeys.Users, name));
            if (Read(name, entry) is { } user)
            {
                _known[name] = user;
                return user;
            }

            _known.TryRemove(name, out _);
            return null;
        }
        catch (RedisAwayException)
        {
            return _known.GetValueOrDefault(name);
        }
    }

    public Task SubscribeAsync(RedisSession session, CancellationToken ct) => Task.CompletedTask;

    public async Task SyncAsync(RedisSession session, CancellationToken ct)
    {
        var all = await session.CallAsync("HGETALL", database => database.HashGetAllAsync(RedisKeys.Users));
        _known = new(all.Select(one => Read(one.Name.ToString(), one.Value)).OfType<User>().Select(user => KeyValuePair.Create(user.Name, user)), StringComparer.Ordinal);
    }

    private User? Read(string name, string? entry)
    {
        if (entry is null)
        {
            return null;
        }

        var user = UserLine.Entry(name, entry, out var problem);
        if (user is null)
        {
            LogUnreadable(name, RedisKeys.Users, problem);
        }

        return user;
    }

    [LoggerMessage(EventId = 5310, Level = LogLevel.Error, Message = "User '{User}' in '{Key}' {Problem}, and cannot log in. 'auth hash USER' makes an entry.")]
    private partial void LogUnreadable(string user, string key, string problem);
}
