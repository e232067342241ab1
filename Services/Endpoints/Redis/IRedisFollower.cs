namespace Workshop.Endpoints.Redis;

/// <summary>Something that replicas share by way of Redis.</summary>
internal interface IRedisFollower
{
    /// <summary>Once for each connection, before <see cref="SyncAsync"/>: subscribe to what others tell.</summary>
    Task SubscribeAsync(RedisSession session, CancellationToken ct);

    /// <summary>Tells what this replica knows and learns what the others do: at each connection, and now and then for what was missed. Twice does what once does.</summary>
    Task SyncAsync(RedisSession session, CancellationToken ct);
}
