using Workshop.Cluster.Nodes.Memory;

namespace Workshop.Cluster.Tests.Nodes;

public sealed class MemoryLimitTests : IAsyncLifetime, IDisposable
{
    private readonly StateFolder _state = new();
    private NodeWorld _world = null!;

    public async Task InitializeAsync() => _world = await NodeWorld.StartAsync(_state);

    public async Task DisposeAsync() => await _world.DisposeAsync();

    public void Dispose() => _state.Dispose();

    [SkippableFact]
    public async Task A_container_beyond_its_memory_limit_is_killed_with_all_that_it_started()
    {
        Create("grow", "head -c 200000000 /dev/zero | tail -c 190000000 | (sleep 30; cat > /dev/null)", "20Mi");

        await _world.UntilPhase("grow", "Failed");

        var end = _world.Status("grow").State.Terminated;
        Assert.Equal(("OOMKilled", 137), (end.Reason, end.ExitCode));
        Assert.Empty(_world.Processes);
    }

    [SkippableFact]
    public async Task One_within_its_limit_is_left_alone()
    {
        Create("modest", "head -c 1000000 /dev/zero | tail -c 900000 > /dev/null; sleep 0.5", "100Mi");

        await _world.UntilPhase("modest", "Succeeded");
    }

    [Theory]
    [InlineData(10, 100, 1, 0.1)]
    [InlineData(10, 100, 60, 1)]
    [InlineData(60, 100, 60, 0.1)]
    public void Who_is_near_the_limit_or_has_just_begun_is_looked_at_often(long used, long limit, double age, double period) =>
        Assert.Equal(TimeSpan.FromSeconds(period), WatchPeriod.For(used, limit, TimeSpan.FromSeconds(age)));

    private void Create(string name, string script, string limit)
    {
        RequiredTool.Unix();
        var yaml = """
            metadata: {name: NAME}
            spec:
              restartPolicy: Never
              containers:
              - {name: main, image: "busybox:1.36", command: [sh, -c, "SCRIPT"], resources: {limits: {memory: LIMIT}}}
            """;
        _world.Create(yaml.Replace("NAME", name, StringComparison.Ordinal).Replace("SCRIPT", script, StringComparison.Ordinal).Replace("LIMIT", limit, StringComparison.Ordinal));
    }
}
