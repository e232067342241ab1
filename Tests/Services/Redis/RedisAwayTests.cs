using System.Diagnostics;
using System.Net;
using StackExchange.Redis;
using Workshop.Endpoints.Users;

namespace Workshop.Services.Tests.Redis;

/// <summary>auth with a Redis that comes late, dies, returns, hangs, or does not let it in.</summary>
public class RedisAwayTests
{
    private static readonly string Hash = PasswordCheck.Hash("wonderland");

    [SkippableTheory]
    [InlineData(RunningRedis.Ours)]
    [InlineData(RunningRedis.Machines)]
    public async Task Before_during_and_after_an_outage_logins_and_tokens_go_on_and_each_change_is_said_once(string kind)
    {
        await using var redis = new RunningRedis(kind);
        await using var auth = await StartAuth(redis.ConnectionString);

        // Not there yet.
        await auth.Becomes("degraded");
        var token = await auth.Token();
        Assert.Equal(HttpStatusCode.Unauthorized, await auth.TryLogin("alice", "wonderland"));

        // It comes.
        await redis.Start();
        await auth.HasRedis();
        await redis.Run(database => database.HashSetAsync("workshop:users", "alice", Hash));
        await redis.Run(database => database.HashSetAsync("workshop:users", "bob", Hash + ":bob@wonderland.example"));
        Assert.Equal(HttpStatusCode.OK, await auth.TryLogin("alice", "wonderland"));
        Assert.Equal(HttpStatusCode.Unauthorized, await auth.TryLogin("alice", "wrong"));

        // It dies: the last known users log in, readiness does not turn.
        await redis.Kill();
        await auth.Becomes("degraded");
        Assert.Equal(HttpStatusCode.OK, await auth.TryLogin("alice", "wonderland"));
        Assert.Equal(HttpStatusCode.NoContent, await auth.Logout(token));
        using (var readiness = await auth.Health.GetAsync(new Uri("/readiness", UriKind.Relative)))
        {
            Assert.Equal(HttpStatusCode.OK, readiness.StatusCode);
        }

        // It returns, with its data; what was revoked meanwhile gets there.
        await redis.Start();
        await auth.HasRedis();
        Assert.Equal(HttpStatusCode.OK, await auth.TryLogin("bob", "wonderland"));
        await redis.Run(async database => Assert.Equal(1, await database.SortedSetLengthAsync("workshop:revoked")));

        Assert.Equal((2, 2), (auth.Count("Degraded: 'redis'"), auth.Count("'redis' is there again")));
        Assert.DoesNotContain(RunningRedis.Password, auth.Process.All, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(RunningRedis.Ours)]
    [InlineData(RunningRedis.Machines)]
    public async Task A_wrong_password_is_named_and_nothing_secret_with_it(string kind)
    {
        await using var redis = new RunningRedis(kind);
        await redis.Start();
        await using var auth = await StartAuth(redis.ConnectionStringWith("another-one"));

        await auth.Becomes("degraded");

        Assert.Contains("refuses the password", (await auth.Details()).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await auth.TryLogin("user", "password"));
        Assert.DoesNotContain("another-one", auth.Process.All + (await auth.Details()).Text, StringComparison.Ordinal);
        Assert.Equal(1, auth.Count("Degraded: 'redis'"));
    }

    [SkippableTheory]
    [InlineData("CONFIG SET maxmemory 1", "CONFIG SET maxmemory 0", "is full (OOM)")]
    [InlineData("REPLICAOF 127.0.0.1 1", "REPLICAOF NO ONE", "can only be read (READONLY)")]
    public async Task A_Redis_that_takes_no_writes_is_told_in_its_own_code_and_logins_go_on(string begin, string end, string reason)
    {
        await using var redis = new RunningRedis(RunningRedis.Machines);
        await redis.Start();
        await redis.Run(database => database.HashSetAsync("workshop:users", "alice", Hash));
        await using var auth = await StartAuth(redis.ConnectionString);
        await auth.HasRedis();

        await redis.Run(database => Execute(database, begin));
        await auth.Becomes("degraded");
        Assert.Contains(reason, (await auth.Details()).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await auth.TryLogin("alice", "wonderland"));
        var token = await auth.Token();
        Assert.Equal(HttpStatusCode.NoContent, await auth.Logout(token));

        await redis.Run(database => Execute(database, end));
        await auth.HasRedis();
        await redis.Run(async database => Assert.Equal(1, await database.SortedSetLengthAsync("workshop:revoked")));
        Assert.False(auth.Process.HasExited);
    }

    [SkippableFact]
    public async Task A_Redis_that_hangs_holds_up_one_login_at_most()
    {
        await using var redis = new RunningRedis(RunningRedis.Ours);
        await redis.Start();
        await using var auth = await StartAuth(redis.ConnectionString);
        await auth.HasRedis();

        redis.Freeze();
        await auth.TryLogin("user", "password");
        await auth.Becomes("degraded");
        var watch = Stopwatch.StartNew();
        var status = await auth.TryLogin("user", "password");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1), $"It took {watch.Elapsed.TotalSeconds:0.00} s.");
    }

    [Theory]
    [InlineData("redis:port")]
    [InlineData("redis:6379,nosuch=1")]
    [InlineData(",password=x")]
    public async Task A_connection_string_that_makes_no_sense_is_one_line_and_code_2(string text)
    {
        var environment = CleanEnvironment.With(("WORKSHOP_POD_IP", LoopbackAddress.Next().ToString()), ("ConnectionStrings__redis", text));

        var result = await TestProcess.Run(Repository.ProgramOf("Services/Auth"), ["--secret=x"], TimeSpan.FromSeconds(30), environment);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("ConnectionStrings:redis", Assert.Single(result.Error.Split('\n')), StringComparison.Ordinal);
    }

    private static async Task Execute(IDatabase database, string command)
    {
        var words = command.Split(' ');
        await database.ExecuteAsync(words[0], [.. words[1..]]);
    }

    private static Task<RunningService> StartAuth(string connection) => RunningService.StartAsync("Services/Auth", ["--secret=x"], ("ConnectionStrings__redis", connection));
}
