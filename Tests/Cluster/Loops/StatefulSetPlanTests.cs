using System.Globalization;
using CsCheck;
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
    [InlineData(3, "0:new! 1:new! 2:ended", "-2")]
    [InlineData(1, "0:new! 1:new 2:new", "")]
    [InlineData(1, "0:new! 1:new! 2:new", "-2")]
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
    public void A_pod_that_is_not_well_stays_until_somebody_deletes_it() => Assert.Equal("", Step(Set(3), "0:old! 1:old! 2:old"));

    [Fact]
    public void Where_the_order_does_not_matter_a_pod_that_is_not_well_is_replaced()
    {
        var set = Set(3);
        set.Spec.PodManagementPolicy = "Parallel";

        Assert.Equal("-2", Step(set, "0:old! 1:old! 2:old"));
    }

    [Theory]
    [InlineData(2, "1:old! 2:new!", "+0=old")]
    [InlineData(2, "0:old! 1:old!", "+2=new")]
    [InlineData(5, "0:old! 1:old!", "+2=old")]
    [InlineData(0, "1:old! 2:new!", "+0=old")]
    [InlineData(0, "0:old! 2:new", "+1=old")]
    [InlineData(0, "0:old! 2:new!", "+1=new")]
    [InlineData(0, "1:new! 2:new!", "+0=new")]
    [InlineData(0, "", "+0=new")]
    public void A_pod_that_comes_back_is_what_it_was_until_the_rollout_reaches_it(int partition, string pods, string expected)
    {
        var set = Set(3);
        set.Spec.UpdateStrategy = new V1StatefulSetUpdateStrategy { Type = "RollingUpdate", RollingUpdate = new V1RollingUpdateStatefulSetStrategy { Partition = partition } };

        Assert.Equal(expected, string.Join(' ', Next(set, pods).Create.Select(pod => $"+{pod.Ordinal}={pod.Revision}")));
    }

    [Fact]
    public void Numbers_may_begin_anywhere_and_the_partition_with_them()
    {
        var set = Set(2);
        set.Spec.Ordinals = new V1StatefulSetOrdinals { Start = 5 };
        set.Spec.UpdateStrategy = new V1StatefulSetUpdateStrategy { Type = "RollingUpdate", RollingUpdate = new V1RollingUpdateStatefulSetStrategy { Partition = 1 } };

        Assert.Equal("+5", Step(set, ""));
        Assert.Equal("-4", Step(set, "4:old! 5:old! 6:old!"));
        Assert.Equal("-6", Step(set, "5:old! 6:old!"));
        Assert.Equal("", Step(set, "5:old! 6:new!"));
    }

    [Fact]
    public void A_ready_pod_holds_the_next_one_back_until_it_has_been_ready_long_enough()
    {
        var set = Set(2);
        set.Spec.MinReadySeconds = 10;

        Assert.Equal("", Step(set, "0:new!"));
        Assert.Equal("+1", Step(set, "0:new!", Sets.Start.AddSeconds(10)));
    }

    [Fact]
    public void A_set_in_order_never_has_two_pods_on_their_way_and_converges_when_all_get_well() => Cases.Sample(sample =>
    {
        var pods = new Dictionary<int, string>();
        for (var i = 0; i < sample.Happenings.Length; i++)
        {
            var (what, choice) = sample.Happenings[i];
            if (what == 0 && pods.Count > 0)
            {
                // Whoever is chosen gets well.
                var ordinal = pods.Keys.ElementAt(choice % pods.Count);
                pods[ordinal] = pods[ordinal].TrimEnd('!') + "!";
            }
            else
            {
                Pass(pods, sample.Replicas, sample.Partition);
            }

            Assert.InRange(pods.Values.Count(state => !state.EndsWith('!')), 0, 1);
        }

        for (var i = 0; i < 100; i++)
        {
            foreach (var ordinal in pods.Keys.ToList())
            {
                pods[ordinal] = pods[ordinal].TrimEnd('!') + "!";
            }

            Pass(pods, sample.Replicas, sample.Partition);
        }

        Assert.Equal(Enumerable.Range(0, sample.Replicas), pods.Keys.Order());
        Assert.All(pods, pod => Assert.True(pod.Value == "new!" || pod.Key < sample.Partition, $"{pod.Key} is {pod.Value}"));
    });

    private static readonly Gen<(int Replicas, int Partition, (int, int)[] Happenings)> Cases =
        from replicas in Gen.Int[0, 5]
        from partition in Gen.Int[0, 3]
        from happenings in Gen.Select(Gen.Int[0, 1], Gen.Int[0, 99]).Array[60]
        select (replicas, partition, happenings);

    private static void Pass(Dictionary<int, string> pods, int replicas, int partition)
    {
        var set = Set(replicas);
        set.Spec.UpdateStrategy = new V1StatefulSetUpdateStrategy { Type = "RollingUpdate", RollingUpdate = new V1RollingUpdateStatefulSetStrategy { Partition = partition } };
        var step = Next(set, string.Join(' ', pods.Select(pod => $"{pod.Key}:{pod.Value}")));
        foreach (var pod in step.Delete)
        {
            pods.Remove(StatefulSetNames.OrdinalOf(set, pod));
        }

        foreach (var (ordinal, revision) in step.Create)
        {
            pods[ordinal] = revision;
        }
    }

    [Fact]
    public void Nothing_is_replaced_where_the_user_deletes_himself()
    {
        var set = Set(1);
        set.Spec.UpdateStrategy = new V1StatefulSetUpdateStrategy { Type = "OnDelete" };

        Assert.Equal("", Step(set, "0:old!"));
    }

    private static V1StatefulSet Set(int replicas) => new() { Metadata = new V1ObjectMeta { Name = "db" }, Spec = new V1StatefulSetSpec { Replicas = replicas } };

    private static string Step(V1StatefulSet set, string pods, DateTime? now = null)
    {
        var step = Next(set, pods, now);
        return string.Join(' ', step.Create.Select(pod => $"+{pod.Ordinal}").Concat(step.Delete.Select(pod => $"-{StatefulSetNames.OrdinalOf(set, pod)}")));
    }

    private static StatefulSetStep Next(V1StatefulSet set, string pods, DateTime? now = null) =>
        StatefulSetPlan.Next(set, [.. pods.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Pod)], "old", "new", now ?? Sets.Start);

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
                Conditions = [new V1PodCondition { Type = "Ready", Status = state.EndsWith('!') ? "True" : "False", LastTransitionTime = Sets.Start }],
            },
        };
    }
}
