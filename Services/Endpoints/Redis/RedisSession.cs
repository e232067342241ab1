using System.Diagnostics;
using System.Net;
using StackExchange.Redis;

namespace Workshop.Endpoints.Redis;

/// <summary>One connection, until it fails for the first time.</summary>
internal sealed class RedisSession : IAsyncDisposable
{
    private static readonly ActivitySource Source = new("Workshop.Endpoints.Redis");

    private readonly ConnectionMultiplexer _connection;
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly (string Address, int Port) _server;

    public RedisSession(ConnectionMultiplexer connection)
    {
        _connection = connection;
        _server = connection.GetEndPoints()[0] switch
        {
            IPEndPoint ip => (ip.Address.ToString(), ip.Port),
            DnsEndPoint dns => (dns.Host, dns.Port),
            _ => ("", 0),
        };

        // The library would go on with the same addresses; a pod that comes back has another one.
        connection.ConnectionFailed += (_, failure) => _lost.TrySetResult(RedisTrouble.Explain(failure.FailureType, failure.Exception));
        if (!connection.IsConnected)
        {
            _lost.TrySetResult("cannot be reached");
        }
    }

    /// <value>Ends with the reason.</value>
    public Task<string> Lost => _lost.Task;

    /// <param name="operation">Redis' own name of the command: all that a span tells of it, for keys may hold names of users.</param>
    /// <exception cref="RedisAwayException">There was no answer.</exception>
    public async Task<T> CallAsync<T>(string operation, Func<IDatabase, Task<T>> call)
    {
        using var span = Activity.Current is null ? null : Source.StartActivity(operation, ActivityKind.Client);
        span?.SetTag("db.system.name", "redis");
        span?.SetTag("db.operation.name", operation);
        span?.SetTag("server.address", _server.Address);
        span?.SetTag("server.port", _server.Port);
        try
        {
            return await call(_connection.GetDatabase());
        }
        catch (Exception e) when (e is RedisException or RedisCommandException or TimeoutException or ObjectDisposedException or OperationCanceledException)
        {
            span?.SetTag("error.type", e.GetType().FullName);
            span?.SetStatus(ActivityStatusCode.Error);
            if (e is TimeoutException)
            {
                // Each further question would wait as long: better none until it answers again.
                _lost.TrySetResult("does not answer in time");
            }

            if (RedisTrouble.IsOfTheServer(e))
            {
                _lost.TrySetResult(RedisTrouble.Explain(e));
            }

            throw new RedisAwayException(e);
        }
    }

    /// <exception cref="RedisAwayException">There was no answer.</exception>
    public Task SubscribeAsync(string channel, Action<string> onMessage) => CallAsync("SUBSCRIBE", async _ =>
    {
        await _connection.GetSubscriber().SubscribeAsync(RedisChannel.Literal(channel), (_, message) => onMessage(message.ToString()));
        return true;
    });

    public async ValueTask DisposeAsync() => await _connection.DisposeAsync();
}
