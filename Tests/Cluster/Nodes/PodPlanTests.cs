using k8s.Models;
using Workshop.Cluster.Nodes.Pods;
using Workshop.Cluster.Nodes.Probes;

namespace Workshop.Cluster.Tests.Nodes;

public sealed class PodPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void All_main_containers_start_at_once()
    {
        var (spec, memory) = Pod("Always", [], ["a", "b"]);

        Assert.Equal([new StartContainer("a"), new StartContainer("b")], PodPlan.For(spec, memory, Now).Actions);
    }

    [Fact]
    public void Init_containers_start_one_after_the_other_and_before_the_main_ones()
    {
        var (spec, memory) = Pod("Always", [("first", false), ("second", false)], ["main"]);

        Assert.Equal([new StartContainer("first")], PodPlan.For(spec, memory, Now).Actions);
        Assert.Empty(PodPlan.For(spec, Running(memory, "first"), Now).Actions);
        Assert.Equal([new StartContainer("second")], PodPlan.For(spec, Ended(memory, "first", 0), Now).Actions);
        var through = Ended(Ended(memory, "first", 0), "second", 0);
        Assert.Equal([new StartContainer("main")], PodPlan.For(spec, through, Now).Actions);
        Assert.True(PodPlan.For(spec, through, Now).IsInitialized);
    }

    [Fact]
    public void What_follows_a_sidecar_waits_until_it_is_started_and_not_until_it_ends()
    {
        var (spec, memory) = Pod("Always", [("proxy", true)], ["main"]);
        var running = Running(memory, "proxy");

        Assert.Empty(PodPlan.For(spec, running, Now).Actions);
        Assert.Equal([new StartContainer("main")], PodPlan.For(spec, running.With(running["proxy"] with { IsStarted = true }), Now).Actions);
    }

    [Theory]
    [InlineData("Always", 0, true)]
    [InlineData("Always", 1, true)]
    [InlineData("OnFailure", 0, false)]
    [InlineData("OnFailure", 1, true)]
    [InlineData("Never", 0, false)]
    [InlineData("Never", 1, false)]
    public void The_restart_policy_decides_what_becomes_of_a_container_that_ended(string policy, int exitCode, bool isRestarted)
    {
        var (spec, memory) = Pod(policy, [], ["main"]);

        var step = PodPlan.For(spec, Ended(memory, "main", exitCode), Now);

        Assert.Equal(isRestarted, step.Actions.Contains(new StartContainer("main")));
        Assert.Equal(isRestarted, !step.IsOver);
    }

    [Fact]
    public void The_second_crash_waits_ten_seconds()
    {
        var (spec, memory) = Pod("Always", [], ["main"]);
        var restarted = memory.With(Ended(memory, "main", 1)["main"].AfterStart("id2", "image", Now).AfterEnd(End(1)));

        Assert.Equal([new HoldContainer("main", TimeSpan.FromSeconds(10), Now.AddSeconds(10))], PodPlan.For(spec, restarted, Now).Actions);
        Assert.Equal(Now.AddSeconds(10), PodPlan.For(spec, restarted, Now).WakeAt);
        Assert.Equal([new StartContainer("main")], PodPlan.For(spec, restarted, Now.AddSeconds(10)).Actions);
    }

    [Fact]
    public void One_that_is_held_back_starts_when_its_time_has_come()
    {
        var (spec, memory) = Pod("Always", [], ["main"]);
        var held = memory.With(memory["main"].AfterHold(WaitingReasons.CrashLoop, "back-off", Now.AddSeconds(10)));

        Assert.Empty(PodPlan.For(spec, held, Now).Actions);
        Assert.Equal(Now.AddSeconds(10), PodPlan.For(spec, held, Now).WakeAt);
        Assert.Equal([new StartContainer("main")], PodPlan.For(spec, held, Now.AddSeconds(10)).Actions);
    }

    [Theory]
    [InlineData("Always", ProbeKind.Liveness, 1, "Container a failed liveness probe, will be restarted")]
    [InlineData("Always", ProbeKind.Startup, 1, "Container a failed startup probe, will be restarted")]
    [InlineData("Never", ProbeKind.Startup, 1, "Stopping container a")]
    [InlineData("Never", ProbeKind.Liveness, 2, "Container a failed liveness probe")]
    public void A_failed_probe_stops_its_container(string policy, object kind, int containers, string message)
    {
        var (spec, memory) = Pod(policy, [], [.. new[] { "a", "b" }.Take(containers)]);
        var running = memory.Containers.Aggregate(memory, (all, container) => Running(all, container.Name));

        var step = PodPlan.For(spec, running.With(running["a"] with { FailedProbe = (ProbeKind)kind }), Now);

        Assert.Equal([new StopContainer("a", message, ByProbe: true)], step.Actions);
    }

    [Fact]
    public void A_pod_that_ends_stops_its_main_containers_first_and_sidecars_in_reverse_order()
    {
        var (spec, memory) = Pod("Always", [("one", true), ("two", true)], ["main"]);
        var running = Running(Running(Running(memory, "one"), "two"), "main") with { IsInitialized = true, IsTerminating = true };

        Assert.Equal([new StopContainer("main", "Stopping container main")], PodPlan.For(spec, running, Now).Actions);
        var withoutMain = Ended(running, "main", 0);
        Assert.Equal([new StopContainer("two", "Stopping container two")], PodPlan.For(spec, withoutMain, Now).Actions);
        Assert.Equal([new StopContainer("one", "Stopping container one")], PodPlan.For(spec, Ended(withoutMain, "two", 0), Now).Actions);
        Assert.True(PodPlan.For(spec, Ended(Ended(withoutMain, "two", 0), "one", 0), Now).IsOver);
    }

    [Fact]
    public void A_stop_is_asked_for_once()
    {
        var (spec, memory) = Pod("Always", [], ["main"]);
        var stopping = Running(memory, "main") with { IsTerminating = true };

        Assert.Empty(PodPlan.For(spec, stopping.With(stopping["main"] with { IsStopping = true }), Now).Actions);
    }

    [Fact]
    public void Sidecars_end_when_all_work_is_done_and_only_then_the_pod_has_succeeded()
    {
        var (spec, memory) = Pod("Never", [("proxy", true)], ["main"]);
        var done = Ended(Running(memory, "proxy"), "main", 0) with { IsInitialized = true };

        Assert.Equal([new StopContainer("proxy", "Stopping container proxy")], PodPlan.For(spec, done, Now).Actions);
        Assert.Equal("Running", PodPhase.Of(spec, done));
        Assert.Equal("Succeeded", PodPhase.Of(spec, Ended(done, "proxy", 0) with { IsOver = true }));
    }

    [Fact]
    public void A_changed_image_ends_the_container_and_starts_it_anew_whatever_the_policy()
    {
        var (spec, memory) = Pod("Never", [], ["main"]);
        var outdated = Running(memory, "main");
        outdated = outdated.With(outdated["main"] with { IsOutdated = true });

        Assert.Equal([new StopContainer("main", "Container main definition changed, will be restarted")], PodPlan.For(spec, outdated, Now).Actions);
        Assert.Equal([new StartContainer("main")], PodPlan.For(spec, Ended(outdated, "main", 143), Now).Actions);
    }

    [Fact]
    public void A_step_that_has_been_taken_is_not_taken_again()
    {
        var (spec, memory) = Pod("Always", [], ["a", "b"]);

        Assert.Empty(PodPlan.For(spec, Running(Running(memory, "a"), "b"), Now).Actions);
        Assert.Empty(PodPlan.For(spec, memory with { IsOver = true }, Now).Actions);
    }

    [Fact]
    public void The_back_off_doubles_to_five_minutes_and_is_forgotten_after_ten()
    {
        var delays = new List<double>();
        var backOff = default(CrashBackOff);
        var at = Now;
        foreach (var _ in Enumerable.Range(0, 8))
        {
            at = backOff.MayStartAt(at);
            backOff = backOff.Next(at, at);
            delays.Add(backOff.Delay.TotalSeconds);
        }

        Assert.Equal([10, 20, 40, 80, 160, 300, 300, 300], delays);
        Assert.Equal(TimeSpan.FromSeconds(10), backOff.Next(at.AddMinutes(11), at.AddMinutes(11)).Delay);
        Assert.Equal(at.AddMinutes(11), backOff.MayStartAt(at.AddMinutes(11)));
    }

    [Theory]
    [InlineData(10, "10s")]
    [InlineData(80, "1m20s")]
    [InlineData(300, "5m0s")]
    [InlineData(3661, "1h1m1s")]
    public void Durations_are_written_as_Kubernetes_writes_them(int seconds, string expected) =>
        Assert.Equal(expected, GoDuration.Format(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(null, null, "BestEffort")]
    [InlineData("100m", null, "Burstable")]
    [InlineData("100m", "200m", "Burstable")]
    [InlineData("100m", "100m", "Guaranteed")]
    [InlineData("0.1", "100m", "Guaranteed")]
    public void The_class_of_service_follows_requests_and_limits(string? request, string? limit, string expected)
    {
        var spec = new V1PodSpec { Containers = [new V1Container { Name = "main", Resources = new V1ResourceRequirements { Requests = List(request), Limits = List(limit) } }] };

        Assert.Equal(expected, QualityOfService.Of(spec));
    }

    private static Dictionary<string, ResourceQuantity>? List(string? amount) =>
        amount is null ? null : new Dictionary<string, ResourceQuantity> { ["cpu"] = new(amount), ["memory"] = new(amount) };

    private static (V1PodSpec Spec, PodMemory Memory) Pod(string policy, (string Name, bool IsSidecar)[] init, string[] main)
    {
        var spec = new V1PodSpec
        {
            RestartPolicy = policy,
            InitContainers = [.. init.Select(one => new V1Container { Name = one.Name, RestartPolicy = one.IsSidecar ? "Always" : null })],
            Containers = [.. main.Select(name => new V1Container { Name = name })],
        };
        return (spec, PodMemory.Of(spec, Now.UtcDateTime));
    }

    private static PodMemory Running(PodMemory memory, string name) => memory.With(memory[name].AfterStart("id", "image", Now));

    private static PodMemory Ended(PodMemory memory, string name, int exitCode) => memory.With(memory[name].AfterEnd(End(exitCode)));

    private static ContainerEnd End(int exitCode) => new(exitCode, exitCode == 0 ? "Completed" : "Error", null, Now, Now, "id");
}
