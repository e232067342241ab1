using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Primitives;
using StackExchange.Redis;
using Workshop.ServiceDefaults;
using Workshop.ServiceDefaults.Health;
using Workshop.ServiceDefaults.Life;
using Workshop.ServiceDefaults.Names;

namespace Workshop.Endpoints.Redis;

/// <summary>
/// Keeps a connection to Redis as well as it can: connects behind the start, which never waits for it, begins anew whenever it fails, with the addresses and
/// the password of then, and says once when it is away and when it is back.
/// </summary>
internal sealed class RedisLink(IConfiguration configuration, ServiceNames names, Dependencies dependencies, RestartingRunner runner, TimeProvider time, IServiceProvider services) : BackgroundService
{
    public const string Dependency = "redis";

    private const string Meanwhile = "logins go on with the last known users; each replica knows its own revocations and failures";

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(5);
    private const int LooksPerSync = 6;

    private readonly Lazy<IReadOnlyList<IRedisFollower>> _followers = new(() => [.. services.GetServices<IRedisFollower>()]);
    private volatile RedisSession? _session;

    /// <exception cref="RedisAwayException">There is no connection, or no answer.</exception>
    public Task<T> CallAsync<T>(string operation, Func<IDatabase, Task<T>> call) => (_session ?? throw new RedisAwayException()).CallAsync(operation, call);

    /// <summary>Lets a follower tell at once what it would tell at the next sync. Nothing is lost if that fails.</summary>
    public async Task TrySyncAsync(IRedisFollower follower, CancellationToken ct)
    {
        try
        {
            await (_session is { } session ? follower.SyncAsync(session, ct) : Task.CompletedTask);
        }
        catch (RedisAwayException)
        {
            // At the next connection.
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => runner.RunAsync(Dependency, KeepAsync, stoppingToken);

    private async Task KeepAsync(CancellationToken stoppingToken)
    {
        var backoff = new Backoff(FirstPause, LongestPause, time);
        while (!stoppingToken.IsCancellationRequested)
        {
            var (reason, changed) = await ConnectAsync(backoff.Reset, stoppingToken);
            if (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            dependencies.Lost(Dependency, $"{reason}; {Meanwhile}");
            await backoff.WaitAsync(changed, stoppingToken);
        }
    }

    /// <returns>Why it is over.</returns>
    private async Task<(string Reason, IChangeToken? Changed)> ConnectAsync(Action onConnected, CancellationToken ct)
    {
        IChangeToken? changed = null;
        try
        {
            var plan = RedisPlan.For(configuration.GetConnectionString(RedisKeys.ConnectionName) ?? "", names);
            changed = plan.Changed;
            if (plan.Options is null)
            {
                return ("has no ready pod", changed);
            }

            await using var session = new RedisSession(await ConnectionMultiplexer.ConnectAsync(plan.Options).WaitAsync(ct));
            return (await ServeAsync(session, onConnected, ct), changed);
        }
        catch (Exception e) when (e is RedisException or RedisCommandException or TimeoutException or RedisAwayException)
        {
            return (RedisTrouble.Explain(e), changed);
        }
        catch (ServiceException e)
        {
            return ($"has a connection string that makes no sense: {e.Message}", changed);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return ("", changed);
        }
        catch
        {
            // The runner tells what it was.
            dependencies.Lost(Dependency, $"failed in a way that is not known, the log says how; {Meanwhile}");
            throw;
        }
    }

    private async Task<string> ServeAsync(RedisSession session, Action onConnected, CancellationToken ct)
    {
        try
        {
            await AskAsync(session);
            foreach (var follower in _followers.Value)
            {
                await follower.SubscribeAsync(session, ct);
                await follower.SyncAsync(session, ct);
            }

            _session = session;
            onConnected();
            dependencies.Found(Dependency);
            return await LookAfterAsync(session, ct);
        }
        finally
        {
            _session = null;
        }
    }

    // A server that hangs closes nothing: only asking tells.
    private async Task<string> LookAfterAsync(RedisSession session, CancellationToken ct)
    {
        for (var look = 1; ; look++)
        {
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(ct);
            if (await Task.WhenAny(session.Lost, Task.Delay(LookPeriod, time, pause.Token)) == session.Lost)
            {
                await pause.CancelAsync();
                return await session.Lost;
            }

            ct.ThrowIfCancellationRequested();
            await AskAsync(session);
            foreach (var follower in look % LooksPerSync == 0 ? _followers.Value : [])
            {
                await follower.SyncAsync(session, ct);
            }
        }
    }

    // By writing: a server that is full, or has become a replica, still answers questions, and would only be noticed when a revocation is lost.
    private static async Task AskAsync(RedisSession session) => await session.CallAsync("SET", database => database.StringSetAsync(RedisKeys.Asked, "", TimeSpan.FromMinutes(1)));
}
