using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Tests.Watching;

public sealed class ConnectionPlanTests
{
    private static readonly KindState Failing = new(KindPhase.Failing, "The cluster does not answer.", "Is it running?");
    private static readonly KindState Forbidden = new(KindPhase.Forbidden, "The cluster page may not read EndpointSlices.", "");

    [Fact]
    public void Before_anything_was_heard_it_is_connecting() => Assert.Equal(ConnectionPhase.Connecting, Plan().Phase);

    [Fact]
    public void One_kind_that_is_live_is_a_connection_whatever_is_missing()
    {
        var connection = Plan((WatchedKind.Pods, KindState.Live), (WatchedKind.EndpointSlices, Forbidden));

        Assert.Equal((ConnectionPhase.Connected, ""), (connection.Phase, connection.Reason));
    }

    [Fact]
    public void When_nothing_is_live_and_something_fails_it_is_lost_and_says_why()
    {
        var connection = Plan((WatchedKind.Pods, Failing), (WatchedKind.EndpointSlices, Forbidden));

        Assert.Equal((ConnectionPhase.Lost, Failing.Problem, Failing.WhatToDo), (connection.Phase, connection.Reason, connection.WhatToDo));
    }

    [Fact]
    public void When_everything_is_forbidden_it_says_so()
    {
        var connection = Plan([.. Enum.GetValues<WatchedKind>().Select(kind => (kind, Forbidden))]);

        Assert.Equal((ConnectionPhase.Lost, Forbidden.Problem), (connection.Phase, connection.Reason));
    }

    [Fact]
    public void When_nobody_named_a_cluster_it_says_what_to_do()
    {
        var connection = Plan((WatchedKind.Nodes, new KindState(KindPhase.NotConfigured, "No cluster is named.", "Name one.")));

        Assert.Equal((ConnectionPhase.NotConfigured, "Name one."), (connection.Phase, connection.WhatToDo));
    }

    private static ClusterConnection Plan(params (WatchedKind Kind, KindState State)[] states) => ConnectionPlan.For("https://cluster", Kinds(states));

    private static Dictionary<WatchedKind, KindState> Kinds(params (WatchedKind Kind, KindState State)[] states)
    {
        var kinds = Enum.GetValues<WatchedKind>().ToDictionary(kind => kind, _ => KindState.Starting);
        foreach (var (kind, state) in states)
        {
            kinds[kind] = state;
        }

        return kinds;
    }
}
