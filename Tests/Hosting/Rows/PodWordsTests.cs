using Aspire.Hosting.ApplicationModel;
using k8s.Models;
using Workshop.Hosting.Rows;

namespace Workshop.Hosting.Tests.Rows;

public sealed class PodWordsTests
{
    [Fact]
    public void A_Ready_pod_is_Running() => Assert.Equal("Running", Text(Pod("Running", isReady: true, Up("web", ready: true))));

    [Fact]
    public void A_pod_that_runs_and_is_not_Ready_says_how_many_of_its_containers_are() =>
        Assert.Equal("Running (1/2)", Text(Pod("Running", isReady: false, Up("web", ready: true), Up("side", ready: false))));

    [Fact]
    public void A_pod_whose_node_is_gone_is_not_Ready_although_its_containers_were() =>
        Assert.Equal("Running (not Ready)", Text(Pod("Running", isReady: false, Up("web", ready: true))));

    [Theory]
    [InlineData("ContainerCreating", "info")]
    [InlineData("CrashLoopBackOff", "error")]
    [InlineData("ErrImagePull", "error")]
    [InlineData("ImagePullBackOff", "error")]
    [InlineData("CreateContainerConfigError", "error")]
    public void What_a_container_waits_for_is_said_in_kubectls_word(string reason, string style)
    {
        var state = PodWords.StateOf(Pod("Pending", isReady: false, new V1ContainerStatus { Name = "web", State = new() { Waiting = new() { Reason = reason } } }));

        Assert.Equal((reason, style), (state.Text, state.Style));
    }

    [Theory]
    [InlineData("Succeeded", "Completed", 0, "success")]
    [InlineData("Failed", "Error", 1, "error")]
    [InlineData("Failed", "OOMKilled", 137, "error")]
    public void How_a_container_ended_is_said_in_kubectls_word(string phase, string reason, int code, string style)
    {
        var state = PodWords.StateOf(Pod(phase, isReady: false, Ended("web", reason, code)));

        Assert.Equal((reason, style), (state.Text, state.Style));
    }

    [Fact]
    public void A_pod_without_a_node_is_Pending() => Assert.Equal("Pending", Text(Pod("Pending", isReady: false)));

    [Fact]
    public void A_pod_that_initialises_says_how_far_it_is()
    {
        var pod = Pod("Pending", isReady: false);
        pod.Spec.InitContainers = [new V1Container { Name = "first" }];
        pod.Status.InitContainerStatuses = [Up("first", ready: false)];

        Assert.Equal(("Init:0/1", "info"), (Text(pod), PodWords.StateOf(pod).Style));
    }

    [Fact]
    public void A_failed_init_container_is_an_error()
    {
        var pod = Pod("Pending", isReady: false);
        pod.Spec.InitContainers = [new V1Container { Name = "first" }];
        pod.Status.InitContainerStatuses = [Ended("first", "Error", 1)];

        Assert.Equal(("Init:Error", "error"), (Text(pod), PodWords.StateOf(pod).Style));
    }

    [Fact]
    public void A_pod_that_is_being_deleted_is_Terminating_although_it_runs()
    {
        var pod = Pod("Running", isReady: true, Up("web", ready: true));
        pod.Metadata.DeletionTimestamp = DateTime.UnixEpoch;

        Assert.Equal("Terminating", Text(pod));
    }

    [Fact]
    public void No_other_state_has_a_word_by_which_Aspire_would_call_it_ended() =>
        Assert.All(
            ["Completed", "Error", "CrashLoopBackOff", "Terminating", "Pending"],
            word => Assert.DoesNotContain(word, KnownResourceStates.TerminalStates));

    private static string Text(V1Pod pod) => PodWords.StateOf(pod).Text;

    private static V1Pod Pod(string phase, bool isReady, params V1ContainerStatus[] containers) => new()
    {
        Metadata = new() { Name = "web-0", NamespaceProperty = "default" },
        Spec = new() { Containers = [.. containers.Select(status => new V1Container { Name = status.Name })] },
        Status = new()
        {
            Phase = phase,
            Conditions = [new() { Type = "Ready", Status = isReady ? "True" : "False" }],
            ContainerStatuses = containers,
        },
    };

    private static V1ContainerStatus Up(string name, bool ready) => new() { Name = name, Ready = ready, State = new() { Running = new() } };

    private static V1ContainerStatus Ended(string name, string reason, int code) => new() { Name = name, State = new() { Terminated = new() { Reason = reason, ExitCode = code } } };
}
