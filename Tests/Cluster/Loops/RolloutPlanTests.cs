using Workshop.Cluster.Loops.Deployments;
using static Workshop.Cluster.Tests.Loops.Sets;

namespace Workshop.Cluster.Tests.Loops;

public sealed class RolloutPlanTests
{
    [Theory]
    [InlineData(3, "25%", "25%", 1, 0)]     // surge is rounded up, unavailable down
    [InlineData(10, "25%", "25%", 3, 2)]
    [InlineData(4, "50%", "100%", 2, 4)]
    [InlineData(5, "1", "0", 1, 0)]
    [InlineData(2, "0", "25%", 0, 1)]       // both come to 0: one may be missing, or nothing would ever move
    [InlineData(2, "1", "5", 1, 2)]         // no more can be missing than there are
    public void Limits_are_numbers_or_shares(int desired, string maxSurge, string maxUnavailable, int surge, int unavailable)
    {
        Assert.Equal(new RolloutLimits(desired, surge, unavailable), RolloutLimits.Of(desired, maxSurge, maxUnavailable));
    }

    [Theory]
    [InlineData(3, 1, 0, 3, 3, 0, 0, "new=1")]              // surge lets one new pod in beside three old ones
    [InlineData(3, 1, 0, 3, 3, 1, 0, "")]                   // it is not available yet: nothing moves
    [InlineData(3, 1, 0, 3, 3, 1, 1, "old=2")]              // it is: one old pod goes
    [InlineData(3, 1, 0, 2, 2, 1, 1, "new=2")]
    [InlineData(3, 0, 1, 3, 3, 0, 0, "old=2")]              // without surge an old pod goes first
    [InlineData(3, 1, 0, 0, 0, 3, 3, "")]                   // done
    [InlineData(3, 1, 0, 0, 0, 5, 5, "new=3")]              // scaled down
    [InlineData(10, 3, 2, 10, 0, 3, 0, "old=8")]            // pods that never came up make room without asking
    [InlineData(3, 1, 0, 3, 2, 1, 1, "old=2")]              // an unavailable old pod is the first to go
    public void A_rolling_update_moves_one_step_at_a_time(
        int desired, int surge, int unavailable, int oldReplicas, int oldAvailable, int newReplicas, int newAvailable, string expected)
    {
        var steps = RollingUpdatePlan.NextStep(
            new RolloutLimits(desired, surge, unavailable), Set("new", newReplicas, newAvailable), [Set("old", oldReplicas, oldAvailable, age: 1)]);

        Assert.Equal(expected, string.Join(' ', steps.Select(step => $"{step.Set.Metadata.Name}={step.To}")));
    }

    [Fact]
    public void The_oldest_of_several_old_versions_shrinks_first()
    {
        var steps = RollingUpdatePlan.NextStep(
            new RolloutLimits(4, 1, 1), Set("new", 1, 1), [Set("older", 2, 2, age: 2), Set("old", 2, 2, age: 1)]);

        Assert.Equal([("older", 0)], steps.Select(step => (step.Set.Metadata.Name, step.To)));
    }

    [Fact]
    public void A_status_that_still_counts_pods_on_their_way_out_is_not_believed()
    {
        // 'older' was shrunk to 1 a moment ago, and its status does not know yet.
        var steps = RollingUpdatePlan.NextStep(
            new RolloutLimits(3, 1, 0), Set("new", 1, 1), [Set("older", 1, 2, age: 2), Set("old", 2, 1, age: 1)]);

        Assert.Equal([("old", 1)], steps.Select(step => (step.Set.Metadata.Name, step.To)));
    }

    [Fact]
    public void Scaling_in_the_middle_of_a_rollout_keeps_the_mix_of_versions()
    {
        var deployment = Deployment(20);
        var scales = ProportionalScalePlan.For(
            deployment, RolloutLimits.Of(deployment), Set("new", 5, age: 0, desired: 10, max: 13), [Set("old", 8, age: 1, desired: 10, max: 13)]);

        Assert.Equal([("old", 15), ("new", 10)], scales.Select(scale => (scale.Set.Metadata.Name, scale.To)));
    }

    [Fact]
    public void Scaling_to_nothing_empties_every_version()
    {
        var deployment = Deployment(0);
        var scales = ProportionalScalePlan.For(
            deployment, RolloutLimits.Of(deployment), Set("new", 5, desired: 10, max: 13), [Set("old", 8, age: 1, desired: 10, max: 13)]);

        Assert.All(scales, scale => Assert.Equal(0, scale.To));
        Assert.Equal(2, scales.Count);
    }

    [Fact]
    public void Scaling_outside_of_a_rollout_concerns_the_one_ReplicaSet()
    {
        var deployment = Deployment(5);
        var scales = ProportionalScalePlan.For(deployment, RolloutLimits.Of(deployment), Set("new", 3, 3, desired: 3, max: 4), [Set("old", 0, age: 1)]);

        Assert.Equal([("new", 5)], scales.Select(scale => (scale.Set.Metadata.Name, scale.To)));
    }

    [Fact]
    public void Only_ReplicaSets_without_pods_beyond_the_history_limit_are_surplus_oldest_revision_first()
    {
        var deployment = Deployment(1);
        deployment.Spec.RevisionHistoryLimit = 1;

        var surplus = RevisionHistoryPlan.Surplus(
            deployment, [Set("c", 0, revision: 9), Set("b", 0, revision: 10), Set("a", 0, revision: 2), Set("busy", 1, revision: 1)]);

        Assert.Equal(["a", "c"], surplus.Select(set => set.Metadata.Name));
    }
}
