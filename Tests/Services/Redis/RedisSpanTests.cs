using System.Diagnostics;
using StackExchange.Redis;
using Workshop.Endpoints.Redis;

namespace Workshop.Services.Tests.Redis;

/// <summary>What a trace tells of the commands to Redis (Docs/decisions/0112).</summary>
public sealed class RedisSpanTests
{
    [SkippableFact]
    public async Task A_span_has_the_commands_name_the_server_and_what_became_of_it_and_neither_key_nor_value()
    {
        await using var redis = new RunningRedis(RunningRedis.Ours);
        await redis.Start();
        var spans = new List<Activity>();
        using var source = new ActivitySource("Workshop.Services.Tests.Redis");
        using var listener = new ActivityListener
        {
            ShouldListenTo = heard => heard == source || heard.Name == "Workshop.Endpoints.Redis",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);

        await using (var session = new RedisSession(await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString)))
        using (var login = source.StartActivity("login"))
        {
            listener.ActivityStopped = span =>
            {
                // Other tests have logins of their own.
                if (span.TraceId == login!.TraceId && span != login)
                {
                    spans.Add(span);
                }
            };
            await session.CallAsync("SET", database => database.StringSetAsync("user:jane", "hunter2"));
            await Assert.ThrowsAsync<RedisAwayException>(() => session.CallAsync("INCR", database => database.StringIncrementAsync("user:jane")));
            await redis.Kill();
            await Assert.ThrowsAsync<RedisAwayException>(() => session.CallAsync("GET", database => database.StringGetAsync("user:jane")));
        }

        Assert.Equal(
            [("SET", ActivityStatusCode.Unset, false), ("INCR", ActivityStatusCode.Error, true), ("GET", ActivityStatusCode.Error, true)],
            spans.Select(span => (span.OperationName, span.Status, span.GetTagItem("error.type") is not null)));
        Assert.All(spans, span => Assert.Equal(("redis", span.OperationName, "127.0.0.1", redis.Port), (span.GetTagItem("db.system.name"), span.GetTagItem("db.operation.name"), span.GetTagItem("server.address"), span.GetTagItem("server.port"))));
        Assert.DoesNotContain(spans.SelectMany(span => span.TagObjects), tag => $"{tag.Value}".Contains("jane", StringComparison.Ordinal) || $"{tag.Value}".Contains("hunter2", StringComparison.Ordinal));
    }
}
