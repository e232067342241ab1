using System.Net;
using StackExchange.Redis;
using Workshop.Endpoints.Revocations;
using Workshop.Endpoints.Tokens;

namespace Workshop.Services.Tests.Redis;

/// <summary>Two replicas of auth and one hello, as in a cluster.</summary>
public class ReplicaTests
{
    private const string FirstKey = "first: a random text of thirty-two characters";
    private const string SecondKey = "second: a random text of thirty-two characters";
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [SkippableTheory]
    [InlineData(RunningRedis.Ours)]
    [InlineData(RunningRedis.Machines)]
    public async Task What_one_replica_revokes_all_refuse_within_a_second(string kind)
    {
        await using var redis = new RunningRedis(kind);
        await redis.Start();
        await using var one = await StartAuth(redis, FirstKey);
        await using var two = await StartAuth(redis, FirstKey);

        // hello follows the second one alone: it hears of the logout only if the first one told the second.
        using var names = new NamesFolder();
        names.Write("workshop", "auth", 80, new IPEndPoint(two.Address, 8080));
        await using var hello = await StartHello(names);
        await one.HasRedis();
        await two.HasRedis();
        var token = await one.Token();
        Assert.Equal(HttpStatusCode.OK, await hello.Secure(token));

        Assert.Equal(HttpStatusCode.NoContent, await one.Logout(token));

        await Eventually.Is(async () => await hello.Secure(token) == HttpStatusCode.Unauthorized, "hello refuses the token", Second, CancellationToken.None);
        Assert.Equal(HttpStatusCode.NoContent, await two.Logout(token));
    }

    [SkippableFact]
    public async Task Failures_are_counted_together_by_user_and_address()
    {
        await using var redis = new RunningRedis(RunningRedis.Ours);
        await redis.Start();
        await using var one = await StartAuth(redis, FirstKey);
        await using var two = await StartAuth(redis, FirstKey);
        await one.HasRedis();
        await two.HasRedis();

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await one.TryLogin("user", "wrong", "198.51.100.1"));
            Assert.Equal(HttpStatusCode.Unauthorized, await two.TryLogin("user", "wrong", "198.51.100.1"));
        }

        using var refused = await two.SendLogin("user", "password", "198.51.100.1");
        Assert.Equal((HttpStatusCode.TooManyRequests, "application/problem+json"), (refused.StatusCode, refused.Content.Headers.ContentType?.MediaType));
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, await two.TryLogin("user", "password", "198.51.100.2"));
    }

    [SkippableTheory]
    [InlineData(RunningRedis.Ours)]
    [InlineData(RunningRedis.Machines)]
    public async Task A_replica_that_starts_after_a_rotation_knows_the_key_before_it(string kind)
    {
        await using var redis = new RunningRedis(kind);
        await redis.Start();
        string token;
        await using (var before = await StartAuth(redis, FirstKey))
        {
            await before.HasRedis();
            token = await before.Token();
            Assert.Equal(0, await before.StopAsync());
        }

        await using var after = await StartAuth(redis, SecondKey);
        await after.HasRedis();
        using var names = new NamesFolder();
        names.Write("workshop", "auth", 80, new IPEndPoint(after.Address, 8080));
        await using var hello = await StartHello(names);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await hello.Secure(token), await hello.Secure(await after.Token())));
    }

    [SkippableTheory]
    [InlineData(RunningRedis.Ours)]
    [InlineData(RunningRedis.Machines)]
    public async Task Hundreds_of_logouts_of_one_account_become_one_for_all_that_come_later_and_in_Redis(string kind)
    {
        await using var redis = new RunningRedis(kind);
        await redis.Start();
        var now = TimeProvider.System.GetUtcNow();
        var ids = Enumerable.Range(0, 300).Select(i => TokenId.New("alice", now - TimeSpan.FromSeconds(300 - i))).ToList();
        await redis.Run(database => database.SortedSetAddAsync("workshop:revoked", [.. ids.Select(id => new SortedSetEntry(id, (now + TimeSpan.FromHours(72)).ToUnixTimeSeconds()))]));
        await using var one = await StartAuth(redis, FirstKey);
        await one.HasRedis();
        IReadOnlyList<string> left = [];

        await redis.Run(async database => left = [.. (await database.SortedSetRangeByRankAsync("workshop:revoked")).Select(id => id.ToString())]);

        Assert.InRange(left.Count, 2, RevocationBounds.MostOfAccount);
        var cutoff = Cutoff.Of(Assert.Single(left, Cutoff.IsMeant));
        Assert.All(ids, id => Assert.True(left.Contains(id) || TokenId.Of(id)!.Value.IssuedAt <= cutoff!.Value.IssuedAt, id));
    }

    private static Task<RunningService> StartAuth(RunningRedis redis, string key) =>
        RunningService.StartAsync("Services/Auth", [], ("ConnectionStrings__redis", redis.ConnectionString), ("Workshop__Signing__Key", key));

    private static Task<RunningService> StartHello(NamesFolder names) =>
        RunningService.StartAsync("Services/Hello", [], ("WORKSHOP_NAMES", names.Own), ("Workshop__Jwks", "http://auth/.well-known/jwks.json"));
}
