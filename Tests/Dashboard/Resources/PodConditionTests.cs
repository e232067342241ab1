using k8s.Models;
using Workshop.Dashboard.Resources;
using Workshop.Dashboard.Shell.Parts;
using Workshop.Dashboard.Watching;
using static Workshop.Dashboard.Tests.Resources.Objects;

namespace Workshop.Dashboard.Tests.Resources;

public sealed class PodConditionTests
{
    [Fact]
    public void A_ready_pod_runs() => Assert.Equal(new Condition(StateKind.Good, "Running"), Of(Ready()));

    [Fact]
    public void An_image_that_cannot_be_had_is_named() =>
        Assert.Equal(new Condition(StateKind.Bad, "ErrImagePull", "The image 'workshop/x:1.0.0' cannot be had. not in the catalogue"), Of(Waiting("ErrImagePull", "not in the catalogue")));

    [Fact]
    public void A_failed_readiness_probe_is_said_in_its_own_words()
    {
        var warning = new EventState(new Corev1Event { Metadata = new() { Name = "e", NamespaceProperty = Namespace }, Reason = "Unhealthy", Message = "Readiness probe failed: HTTP probe failed with statuscode: 503" });

        Assert.Equal(new Condition(StateKind.Warning, "Not ready", "Readiness probe failed: HTTP probe failed with statuscode: 503"), Of(Unready(), warning));
        Assert.Equal("Its readiness probe has not succeeded yet, so it gets no requests.", Of(Unready()).Reason);
    }

    [Fact]
    public void A_pod_that_fits_nowhere_repeats_the_schedulers_reason()
    {
        var status = new V1PodStatus { Phase = "Pending", Conditions = [new() { Type = "PodScheduled", Status = "False", Message = "0/3 nodes are available: 3 Insufficient cpu." }] };

        Assert.Equal(new Condition(StateKind.Warning, "Pending", "No node takes it: 0/3 nodes are available: 3 Insufficient cpu."), Of(status));
    }

    [Theory]
    [InlineData("ContainerCreating", StateKind.Busy, "Starting")]
    [InlineData("CrashLoopBackOff", StateKind.Bad, "CrashLoopBackOff")]
    [InlineData("CreateContainerConfigError", StateKind.Bad, "CreateContainerConfigError")]
    public void A_waiting_container_decides(string reason, StateKind kind, string text)
    {
        var condition = Of(Waiting(reason, "why"));

        Assert.Equal((kind, text), (condition.Kind, condition.Text));
        Assert.NotEmpty(condition.Reason);
    }

    [Theory]
    [InlineData("Succeeded", StateKind.Neutral, "Completed")]
    [InlineData("Failed", StateKind.Bad, "Failed")]
    public void An_ended_pod_is_judged_by_its_end(string phase, StateKind kind, string text)
    {
        var condition = Of(new V1PodStatus { Phase = phase });

        Assert.Equal((kind, text), (condition.Kind, condition.Text));
    }

    private static Condition Of(V1PodStatus status, EventState? warning = null) => PodCondition.Of(Pod("p", null, status), warning);
}
