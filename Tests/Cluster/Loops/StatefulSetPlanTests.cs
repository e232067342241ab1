using System.Globalization;
using k8s.Models;
using Workshop.Cluster.Loops.StatefulSets;

namespace Workshop.Cluster.Tests.Loops;

public sealed class StatefulSetPlanTests
{
    [Theory]
    [InlineData(3, "", "+0")]
    [InlineData(3, "0:new", "")]
    [InlineData(3, "0:new! ", "+1")]
    [InlineData(3, "0:new! 2:new!", "+1")]
    [InlineData(3, "0:new! 1:new! 2:new!", "")]
    [InlineData(1, "0:new! 1:new! 2:new!", "-2")]
    [InlineData(1, "0:new! 1:new! 2:gone", "")]
    [InlineData(1, "0:new 1:new!", "")]
    [InlineData(3, "0:old! 1:old! 2:old!", "-2")]
    [InlineData(3, "0:old! 1:old! 2:new", "")]
    [InlineData(3, "0:old! 1:old! 2:new!", "-1")]
    [InlineData(3, "0:old! 1:old! 2:old", "-2")]
    [InlineData(2, "0:ended 1:new!", "-0")]
    public void One_step_at_a_time_in_order(int replicas, string pods, string expected) => Assert.Equal(expected, Step(Set(replicas), pods));

    [Theory]
    [InlineData("", "+0 +1 +2")]
    [InlineData("0:new 3:new 4:new", "+1 +2 -4 -3")]
    public void All_at_once_where_the_order_does_not_matter(string pods, string expected)
    {
        var set = Set(3);
        set.Spec.PodManagementPolicy = "Parallel";

        Assert.Equal(expected, Step(set, pods));
    }

    [Fact]
    public void Pods_below_the_partition_keep_their_template()
    {
        var set = Set(3);
        set.Spec.UpdateStrategy = new V1StatefulSetUpdateStrategy { Type = "RollingUpdate", RollingUpdate = new V1RollingUpdateStatefulSetStrategy { Partition = 2 } };

        Assert.Equal("-2", Step(set, "0:old! 1:old! 2:old!"));
        Assert.Equal("", Step(set, "0:old! 1:old! 2:new!"));
    }

    [Fact]
    public void Nothing_is_replaced_where_the_user_deletes_himself()
    {
        var set = Set(1);
        set.Spec.UpdateStrategy = new V1StatefulSetUpdateStrategy { Type = "OnDelete" };

        Assert.Equal("", Step(set, "0:old!"));
    }

    private static V1StatefulSet Set(int replicas) => new() { Metadata = new V1ObjectMeta { Name = "db" }, Spec = new V1StatefulSetSpec { Replicas = replicas } };

    private static string Step(V1StatefulSet set, string pods)
    {
        var step = StatefulSetPlan.Next(set, [.. pods.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Pod)], "new");
        return string.Join(' ', step.Create.Select(ordinal => $"+{ordinal}").Concat(step.Delete.Select(pod => $"-{StatefulSetNames.OrdinalOf(set, pod)}")));
    }

    /// <param name="text">Ordinal and revision, with <c>!</c> for ready; or <c>gone</c>: on its way out; <c>ended</c>: for good.</param>
    private static V1Pod Pod(string text)
    {
        var (ordinal, state) = (text.Split(':')[0], text.Split(':')[1]);
        return new V1Pod
        {
            Metadata = new V1ObjectMeta
            {
                Name = $"db-{int.Parse(ordinal, CultureInfo.InvariantCulture)}",
                DeletionTimestamp = state == "gone" ? DateTime.UnixEpoch : null,
                Labels = new Dictionary<string, string> { [StatefulSetPlan.RevisionLabel] = state.StartsWith("old", StringComparison.Ordinal) ? "old" : "new" },
            },
            Status = new V1PodStatus
            {
                Phase = state == "ended" ? "Failed" : "Running",
                Conditions = [new V1PodCondition { Type = "Ready", Status = state.EndsWith('!') ? "True" : "False" }],
            },
        };
    }
}
