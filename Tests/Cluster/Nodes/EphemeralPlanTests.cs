using k8s.Models;
using Workshop.Cluster.Nodes.Pods;

namespace Workshop.Cluster.Tests.Nodes;

public sealed class EphemeralPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_starts_though_the_init_containers_are_not_through()
    {
        var (spec, memory) = Pod(init: ["wait"]);
        memory = Running(memory, "wait").Joined(With(spec));

        Assert.Equal([new StartContainer("look")], PodPlan.For(spec, memory, Now).Actions);
    }

    [Theory]
    [InlineData("Always", 0)]
    [InlineData("OnFailure", 1)]
    public void It_never_starts_again(string policy, int exitCode)
    {
        var (spec, memory) = Pod(policy);
        memory = Ended(Running(Running(memory, "main").Joined(With(spec)), "look"), "look", exitCode);

        Assert.Empty(PodPlan.For(spec, memory, Now).Actions);
    }

    [Fact]
    public void It_ends_with_the_main_containers()
    {
        var (spec, memory) = Pod("Never");
        memory = Ended(Running(memory.Joined(With(spec)), "look"), "main", 0);

        Assert.Equal([new StopContainer("look", "Stopping container look")], PodPlan.For(spec, memory, Now).Actions);
    }

    [Fact]
    public void Neither_phase_nor_conditions_count_it()
    {
        var (spec, memory) = Pod();
        memory = memory with { HasSandbox = true, IsInitialized = true };
        memory = Running(memory, "main").With(memory["main"].AfterStart("id", "image", Now) with { IsReady = true, IsStarted = true }).Joined(With(spec));
        memory = Ended(Running(memory, "look"), "look", 1);

        var status = PodStatusPlan.For(new V1Pod { Metadata = new V1ObjectMeta { Name = "p", NamespaceProperty = "default" }, Spec = With(spec) }, memory, "127.0.0.1", Now.UtcDateTime);

        Assert.Equal("Running", status.Phase);
        Assert.Equal(("True", "True"), (Condition(status, "Ready"), Condition(status, "ContainersReady")));
        Assert.Equal(("main", "look", 1), (status.ContainerStatuses.Single().Name, status.EphemeralContainerStatuses.Single().Name, status.EphemeralContainerStatuses.Single().State.Terminated.ExitCode));
        Assert.Null(status.InitContainerStatuses);
    }

    [Fact]
    public void Joining_twice_is_joining_once()
    {
        var (spec, memory) = Pod();

        Assert.Equal(2, memory.Joined(With(spec)).Joined(With(spec)).Containers.Length);
    }

    private static string Condition(V1PodStatus status, string type) => status.Conditions.Single(condition => condition.Type == type).Status;

    private static (V1PodSpec Spec, PodMemory Memory) Pod(string policy = "Always", params string[] init)
    {
        var spec = new V1PodSpec
        {
            RestartPolicy = policy,
            InitContainers = [.. init.Select(name => new V1Container { Name = name })],
            Containers = [new V1Container { Name = "main", Image = "busybox" }],
        };
        return (spec, PodMemory.Of(spec, Now.UtcDateTime));
    }

    private static V1PodSpec With(V1PodSpec spec) => new()
    {
        RestartPolicy = spec.RestartPolicy,
        InitContainers = spec.InitContainers,
        Containers = spec.Containers,
        EphemeralContainers = [new V1EphemeralContainer { Name = "look", Image = "busybox" }],
    };

    private static PodMemory Running(PodMemory memory, string name) => memory.With(memory[name].AfterStart("id", "image", Now));

    private static PodMemory Ended(PodMemory memory, string name, int exitCode) =>
        memory.With(memory[name].AfterEnd(new ContainerEnd(exitCode, exitCode == 0 ? "Completed" : "Error", null, Now, Now, "id")));
}
