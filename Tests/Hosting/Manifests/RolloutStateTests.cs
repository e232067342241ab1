using k8s.Models;
using Workshop.Hosting.Manifests;

namespace Workshop.Hosting.Tests.Manifests;

public sealed class RolloutStateTests
{
    [Theory]
    [InlineData(1, 3, 3, 3, true)]
    [InlineData(1, 3, 3, 2, false)]
    [InlineData(1, 2, 3, 3, false)]
    [InlineData(0, 3, 3, 3, false)]
    public void A_Deployment_has_rolled_out_when_all_its_new_pods_are_available(int observed, int updated, int all, int available, bool isReady) =>
        Assert.Equal(isReady, RolloutState.Of(Deployment(new() { ObservedGeneration = observed, UpdatedReplicas = updated, Replicas = all, AvailableReplicas = available })).IsReady);

    [Fact]
    public void A_Deployment_whose_deadline_is_over_is_in_trouble()
    {
        var state = RolloutState.Of(Deployment(new() { Conditions = [new V1DeploymentCondition { Type = "Progressing", Status = "False", Reason = "ProgressDeadlineExceeded" }] }));

        Assert.Equal(new(false, true, "0/3 Ready, and its deadline is over"), state);
    }

    [Theory]
    [InlineData("Complete", true, false)]
    [InlineData("Failed", false, true)]
    [InlineData("Suspended", false, false)]
    public void A_Job_is_ready_when_it_is_complete(string condition, bool isReady, bool hasTrouble)
    {
        var state = RolloutState.Of(new V1Job { Spec = new(), Status = new() { Conditions = [new V1JobCondition { Type = condition, Status = "True" }] } });

        Assert.Equal((isReady, hasTrouble), (state.IsReady, state.HasTrouble));
    }

    [Fact]
    public void A_definition_that_is_not_Established_is_waited_for()
    {
        Assert.False(RolloutState.Of(new V1CustomResourceDefinition()).IsReady);
        Assert.True(RolloutState.Of(new V1CustomResourceDefinition { Status = new() { Conditions = [new() { Type = "Established", Status = "True" }] } }).IsReady);
    }

    [Fact]
    public void What_is_in_trouble_is_named_first()
    {
        var health = ManifestRun.HealthOf(new Dictionary<Rollout, RolloutState?>
        {
            [new("Deployment", "default", "a")] = new(false, false, "0/1 Ready"),
            [new("Job", "default", "b")] = new(false, true, "Failed"),
            [new("Pod", "default", "c")] = new(true, false, "Ready"),
        });

        Assert.Equal(new(false, true, "1/3 rolled out; Job 'b': Failed"), health);
    }

    private static V1Deployment Deployment(V1DeploymentStatus status) => new() { Metadata = new() { Generation = 1 }, Spec = new() { Replicas = 3 }, Status = status };
}
