using System.Net;
using System.Text;
using k8s.Models;
using Microsoft.Extensions.Time.Testing;
using Workshop.Cluster.Access;
using Workshop.Cluster.Access.Tokens;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Nodes.Pods;
using Workshop.Cluster.Nodes.Volumes;
using Workshop.Cluster.Tests.Registry;

namespace Workshop.Cluster.Tests.Nodes;

/// <summary>A node whose machine's clock is put forward or back by an hour.</summary>
public sealed class ClockJumpTests : IDisposable
{
    private readonly StateFolder _state = new();

    public static TheoryData<int> Hours => [1, -1];

    public void Dispose() => _state.Dispose();

    [Theory]
    [MemberData(nameof(Hours))]
    public void What_waits_for_its_next_start_waits_as_long_as_it_would_have(int hours)
    {
        var time = new FakeTimeProvider();
        var clock = new JumpingClock(time);
        var jumps = new ClockJumps(clock);
        var spec = new V1PodSpec { Containers = [new V1Container { Name = "main" }], RestartPolicy = "Always" };
        var memory = PodMemory.Of(spec, clock.GetUtcNow().UtcDateTime);
        memory = memory.With(memory["main"].AfterHold(WaitingReasons.CrashLoop, null, clock.GetUtcNow() + TimeSpan.FromSeconds(10)));

        clock.Jump(TimeSpan.FromHours(hours));
        time.Advance(TimeSpan.FromSeconds(4));
        memory = memory.Moved(jumps.Take());

        Assert.Equal(clock.GetUtcNow() + TimeSpan.FromSeconds(6), memory["main"].RetryAt);
        Assert.Equal(TimeSpan.Zero, jumps.Take());
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public void The_token_that_a_pod_has_is_good_after_its_node_has_looked_again(int hours)
    {
        using var registry = new TestRegistry();
        var clock = new JumpingClock(registry.Time);
        using var keys = new KeyFolder(Path.Combine(_state.Path, "pki"), clock).Open(IPAddress.Loopback);
        var tokens = new ServiceAccountTokens(keys, registry.Objects, clock);
        var made = new AccountTokens(tokens, registry.Client, clock);
        registry.Create(KindTable.ServiceAccount, """{"metadata":{"name":"viewer"}}""");
        registry.Create(KindTable.Pod, """{"metadata":{"name":"p"},"spec":{"serviceAccountName":"viewer","containers":[{"name":"main","image":"busybox"}]}}""");
        var pod = registry.Client.Find<V1Pod>("default", "p")!;
        var source = new V1ServiceAccountTokenProjection { ExpirationSeconds = 600, Path = "token" };
        made.Of(pod, source);

        clock.Jump(TimeSpan.FromHours(hours));

        Assert.NotNull(tokens.Identify(Encoding.ASCII.GetString(made.Of(pod, source))));
    }

    [SkippableTheory]
    [MemberData(nameof(Hours))]
    public async Task A_pod_that_will_not_end_is_killed_when_its_grace_period_is_over(int hours)
    {
        RequiredTool.Unix();
        var clock = new JumpingClock(TimeProvider.System);
        await using var world = await NodeWorld.StartAsync(_state, clock);
        world.Create(
            """
            metadata: {name: stubborn}
            spec: {terminationGracePeriodSeconds: 1, containers: [{name: main, image: "busybox:1.36", command: [sh, -c, "trap '' TERM; while true; do sleep 1; done"]}]}
            """);
        await NodeWorld.Until(() => world.Pod("stubborn").Status?.Phase == "Running", "it runs");

        world.Client.Delete<V1Pod>("default", "stubborn", new Cluster.Registry.DeletionOptions());
        clock.Jump(TimeSpan.FromHours(hours));

        await world.UntilGone("stubborn");
    }
}
