using Workshop.Cluster.Nodes.Metering;

namespace Workshop.Cluster.Tests.Nodes.Metering;

public sealed class TreePlanTests
{
    [Fact]
    public void What_is_used_is_what_was_added() => Assert.Equal(3, Between([Process(1, 10), Process(2, 5)], [Process(1, 11), Process(2, 7)]));

    [Fact]
    public void A_new_process_counts_from_its_start() => Assert.Equal(4, Between([Process(1, 10)], [Process(1, 10), Process(2, 4)]));

    [Fact]
    public void A_child_that_ended_counts_once_and_no_more_than_it_used_since() => Assert.Equal(1.5, Between([Process(1, 10), Process(2, 5)], [Process(1, 10.5, endedChildren: 6)]));

    [Fact]
    public void A_child_whose_time_is_lost_takes_nothing_from_what_the_others_used() => Assert.Equal(2, Between([Process(1, 10), Process(2, 50)], [Process(1, 12)]));

    [Fact]
    public void An_id_that_was_given_out_anew_is_another_process() => Assert.Equal(3, Between([Process(1, 10), Process(2, 1, startedAt: 7)], [Process(1, 10), Process(2, 3, startedAt: 8)]));

    [Fact]
    public void A_tree_that_is_gone_used_nothing() => Assert.Equal(0, Between([Process(1, 10)], []));

    private static double Between(ProcessUsage[] before, ProcessUsage[] after) => TreePlan.CpuBetween(before, after).TotalSeconds;

    private static ProcessUsage Process(int id, double cpu, long startedAt = 1, double endedChildren = 0) => new(id, startedAt, TimeSpan.FromSeconds(cpu), TimeSpan.FromSeconds(endedChildren), 1024);
}
