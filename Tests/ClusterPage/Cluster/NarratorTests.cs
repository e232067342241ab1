using Workshop.ClusterPage.Cluster.Narration;
using Workshop.ClusterPage.Shell.Parts;
using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Tests.Cluster;

/// <summary>Each change in one sentence.</summary>
public sealed class NarratorTests
{
    private readonly World _world = new();

    [Fact]
    public void A_ready_pod_gets_traffic_from_the_Service_that_selects_it() => Assert.Equal(
        ["hello-7d9 is ready, so Service hello sends it traffic."],
        _world.Service("hello").Pod("hello-7d9", ready: false).Told(world => world.Pod("hello-7d9", ready: true)));

    [Fact]
    public void A_ready_pod_that_two_Services_select_gets_traffic_from_both() => Assert.Equal(
        ["a is ready, so Services hello and hello-all send it traffic."],
        _world.Service("hello").Service("hello-all").Pod("a").Told(world => world.Pod("a", ready: true)));

    [Fact]
    public void A_ready_pod_that_nobody_selects_is_told_so() => Assert.Equal(
        ["a is ready; no Service selects it."], _world.Pod("a").Told(world => world.Pod("a", ready: true)));

    [Fact]
    public void Scaling_up_says_what_is_missing() => Assert.Equal(
        ["Deployment hello was scaled from 3 to 5: two pods are missing, so its ReplicaSet makes them."],
        _world.Deployment("hello", 3).Told(world => world.Deployment("hello", 5)));

    [Theory]
    [InlineData(1, 2, "one pod is missing, so its ReplicaSet makes it")]
    [InlineData(5, 3, "there are two pods too many, so its ReplicaSet ends them")]
    [InlineData(3, 2, "there is one pod too many, so its ReplicaSet ends it")]
    [InlineData(0, 20, "20 pods are missing, so its ReplicaSet makes them")]
    public void Scaling_says_what_follows(int from, int to, string effect) => Assert.Equal(
        [$"Deployment hello was scaled from {from} to {to}: {effect}."], _world.Deployment("hello", from).Told(world => world.Deployment("hello", to)));

    [Fact]
    public void A_new_Deployment_says_how_many_pods_it_wants() => Assert.Equal(
        ["Deployment hello was made and wants three pods, so a ReplicaSet makes them."], _world.Told(world => world.Deployment("hello", 3)));

    [Fact]
    public void A_deleted_Deployment_takes_its_pods_along() => Assert.Equal(
        ["Deployment hello was deleted, so its ReplicaSets and pods go, too."], _world.Deployment("hello", 3).Told(world => world.Gone(WatchedKind.Deployments, "hello")));

    [Fact]
    public void Another_image_is_a_rolling_update() => Assert.Equal(
        ["Deployment hello is to run hello:2 in place of hello:1: a new ReplicaSet makes new pods step by step, while the old one gives its pods up."],
        _world.Deployment("hello", 3).Set("hello-1", "hello", 3).Told(world => world.Deployment("hello", 3, "hello:2")));

    [Fact]
    public void An_image_that_was_there_before_is_a_way_back() => Assert.Contains(
        "the ReplicaSet of that version is still there",
        _world.Deployment("hello", 3, "hello:2").Set("hello-1", "hello", 0).Set("hello-2", "hello", 3, "hello:2", 2).Told(world => world.Deployment("hello", 3, "hello:1")).Single(),
        StringComparison.Ordinal);

    [Fact]
    public void Recreate_ends_all_before_it_makes_any() => Assert.Contains(
        "all old pods end first", _world.Deployment("hello", 3, strategy: "Recreate").Told(world => world.Deployment("hello", 3, "hello:2", strategy: "Recreate")).Single(), StringComparison.Ordinal);

    [Fact]
    public void A_change_of_a_paused_Deployment_waits() => Assert.EndsWith(
        "Its rollout is paused, so nothing happens yet.",
        _world.Deployment("hello", 3, paused: true).Told(world => world.Deployment("hello", 3, "hello:2", paused: true)).Single(),
        StringComparison.Ordinal);

    [Fact]
    public void Pausing_and_resuming_are_told()
    {
        _world.Deployment("hello", 3);

        Assert.Equal(["The rollout of Deployment hello is paused: changes of its template wait."], _world.Told(world => world.Deployment("hello", 3, paused: true)));
        Assert.Equal(["The rollout of Deployment hello goes on."], _world.Told(world => world.Deployment("hello", 3)));
    }

    [Fact]
    public void A_restart_is_told_when_its_ReplicaSet_appears() => Assert.Equal(
        ["Deployment hello has a new template with the same image: a new ReplicaSet replaces its pods one after another."],
        _world.Deployment("hello", 3).Set("hello-1", "hello", 3).Told(world => world.Set("hello-2", "hello", 1, revision: 2)));

    [Fact]
    public void A_rollout_that_is_through_is_told() => Assert.Equal(
        ["Deployment hello is as desired: all three pods are ready."], _world.Deployment("hello", 3).Told(world => world.Deployment("hello", 3, settled: true)));

    [Fact]
    public void A_rollout_that_is_stuck_says_who_serves_meanwhile() => Assert.Equal(
        ["The rollout of Deployment hello does not get on (ReplicaSet hello-3 has timed out progressing); two older pods go on serving."],
        _world.Deployment("hello", 3, ready: 2).Told(world => world.Deployment("hello", 3, ready: 2, stuck: "ReplicaSet hello-3 has timed out progressing.")));

    [Fact]
    public void A_rollout_names_its_trace_before_and_after_its_loop_has_numbered_it()
    {
        _world.Deployment("hello", 3, revision: 1);
        var begun = _world.Stories(world => world.Deployment("hello", 3, "hello:2", revision: 1)).Single();
        var arrived = _world.Deployment("hello", 3, "hello:2", revision: 2).Stories(world => world.Deployment("hello", 3, "hello:2", revision: 2, settled: true)).Single();

        Assert.Equal(new RolloutId("u-hello", 2), begun.Rollout);
        Assert.Equal(begun.Rollout, arrived.Rollout);
    }

    [Fact]
    public void A_rollouts_trace_id_is_the_one_that_the_cluster_gives_it() =>
        Assert.Equal("82e332b210af717adf6e6b267716b0d3", new RolloutId("5f0c0f6e-0000-4000-8000-000000000001", 7).TraceId);

    [Fact]
    public void A_pod_that_is_made_and_placed_is_one_sentence() => Assert.Equal(
        ["ReplicaSet hello-1 made pod hello-1-a, and it goes to node-2."],
        _world.Deployment("hello", 1).Set("hello-1", "hello", 1).Told(world => world.Pod("hello-1-a", "hello-1", node: "node-2")));

    [Fact]
    public void A_pod_without_an_owner_was_just_made() => Assert.Equal(["Pod a was made."], _world.Told(world => world.Pod("a")));

    [Fact]
    public void A_pod_that_is_placed_later_says_where() => Assert.Equal(["Pod a goes to node-1."], _world.Pod("a").Told(world => world.Pod("a", node: "node-1")));

    [Fact]
    public void A_pod_that_fits_nowhere_says_why() => Assert.Equal(
        ["Pod a waits, because it fits on no node: 0/3 nodes are available."],
        _world.Pod("a").Told(world => world.Pod("a", unschedulable: "0/3 nodes are available.")));

    [Fact]
    public void A_pod_that_is_seen_for_the_first_time_when_it_cannot_start_is_told_both_ways() => Assert.Equal(
        ["Pod a was made.", "Pod a cannot start: its image hello:9 cannot be had (not found)."],
        _world.Told(world => world.Pod("a", image: "hello:9", waiting: "ErrImagePull")));

    [Fact]
    public void An_image_that_cannot_be_had_is_told_once()
    {
        _world.Pod("a", image: "hello:9");

        Assert.Equal(["Pod a cannot start: its image hello:9 cannot be had (not found)."], _world.Told(world => world.Pod("a", image: "hello:9", waiting: "ErrImagePull")));
        Assert.Empty(_world.Told(world => world.Pod("a", image: "hello:9", waiting: "ImagePullBackOff")));
    }

    [Fact]
    public void A_container_that_ended_and_one_that_keeps_ending_are_told()
    {
        _world.Pod("a");

        Assert.Equal(["Container hello of pod a ended with exit code 1 and was started again (once so far)."], _world.Told(world => world.Pod("a", restarts: 1)));
        Assert.Equal(["Container hello of pod a ends again and again, so its node waits longer before each new start."], _world.Told(world => world.Pod("a", restarts: 1, waiting: "CrashLoopBackOff")));
    }

    [Fact]
    public void A_pod_that_is_not_ready_any_more_gets_no_traffic() => Assert.Equal(
        ["Pod a is not ready any more, so Service hello sends it no more traffic."],
        _world.Service("hello").Pod("a", ready: true).Told(world => world.Pod("a", ready: false)));

    [Fact]
    public void A_pod_that_is_asked_to_end_gets_no_traffic_and_is_told_once()
    {
        _world.Service("hello").Pod("a", ready: true);

        Assert.Equal(["Pod a is asked to end, so Service hello sends it no more traffic."], _world.Told(world => world.Pod("a", ready: true, leaving: true)));
        Assert.Empty(_world.Told(world => world.Pod("a", ready: false, leaving: true)));
    }

    [Fact]
    public void A_pod_that_is_gone_is_replaced_by_its_ReplicaSet() => Assert.Equal(
        ["Pod a is gone: ReplicaSet hello-1 has 1 of 2, so it makes another one."],
        _world.Deployment("hello", 2).Set("hello-1", "hello", 2).Pod("a", "hello-1", leaving: true).Pod("b", "hello-1").Told(world => world.Gone(WatchedKind.Pods, "a")));

    [Fact]
    public void A_pod_that_was_one_too_many_is_just_gone() => Assert.Equal(
        ["Pod a is gone."],
        _world.Deployment("hello", 1).Set("hello-1", "hello", 1).Pod("a", "hello-1", leaving: true).Pod("b", "hello-1").Told(world => world.Gone(WatchedKind.Pods, "a")));

    [Fact]
    public void A_pod_that_is_gone_by_the_next_look_was_asked_to_end_first() => Assert.Equal(
        [
            "Pod a is asked to end, so Service hello sends it no more traffic.",
            "Pod a is gone.",
            "ReplicaSet hello-1 made pod b.",
        ],
        _world.Service("hello").Deployment("hello", 1).Set("hello-1", "hello", 1).Pod("a", "hello-1", ready: true).Told(world => world.Gone(WatchedKind.Pods, "a").Pod("b", "hello-1")));

    [Fact]
    public void Many_pods_that_are_gone_by_the_next_look_were_asked_to_end_first() => Assert.Equal(
        [
            "Twelve pods of Deployment hello are asked to end, so Service hello sends them no more traffic.",
            "Twelve pods of Deployment hello are gone.",
        ],
        Many(12, ready: true).Told(world => Enumerable.Range(0, 12).ToList().ForEach(i => world.Gone(WatchedKind.Pods, $"p{i}"))));

    [Fact]
    public void A_pod_that_fails_by_the_signal_that_ends_it_was_asked_to_end() => Assert.Equal(
        ["Pod a is asked to end."], _world.Pod("a", ready: true).Told(world => world.Pod("a", phase: "Failed", leaving: true)));

    [Fact]
    public void A_pod_that_had_ended_is_just_gone() => Assert.Equal(
        ["Pod a is gone."], _world.Pod("a", phase: "Succeeded").Told(world => world.Gone(WatchedKind.Pods, "a")));

    [Theory]
    [InlineData("Succeeded", false, "Pod a has done its work and ended.")]
    [InlineData("Running", true, "Pod a is asked to end.")]
    public void What_happened_to_a_pod_before_it_was_first_seen_is_told(string phase, bool leaving, string text) => Assert.Equal(
        ["Pod a was made.", text], _world.Told(world => world.Pod("a", phase: phase, leaving: leaving)));

    [Fact]
    public void A_pod_that_fits_nowhere_when_it_is_first_seen_says_why() => Assert.Equal(
        ["Pod a was made.", "Pod a waits, because it fits on no node: 0/3 nodes are available."],
        _world.Told(world => world.Pod("a", unschedulable: "0/3 nodes are available.")));

    [Fact]
    public void A_scaling_that_is_through_by_the_next_look_is_told_from_wish_to_arrival() => Assert.Equal(
        ["Deployment hello was scaled from 1 to 2: one pod is missing, so its ReplicaSet makes it.", "Deployment hello is as desired: both pods are ready."],
        _world.Deployment("hello", 1, settled: true).Told(world => world.Deployment("hello", 2, settled: true, generation: 2)));

    [Theory]
    [InlineData("Succeeded", "Pod a has done its work and ended.")]
    [InlineData("Failed", "Pod a has failed and does not run again.")]
    public void The_end_of_a_pod_is_told(string phase, string text) => Assert.Equal([text], _world.Pod("a").Told(world => world.Pod("a", phase: phase)));

    [Fact]
    public void A_label_that_a_Service_asks_for_brings_a_pod_in_and_out()
    {
        _world.Service("monolith", "\"secure\":\"enabled\"").Pod("a");

        Assert.Equal(["Pod a has the label secure=enabled now, so Service monolith selects it."], _world.Told(world => world.Pod("a", labels: "\"secure\":\"enabled\"")));
        Assert.Equal(["Pod a has no label secure any more, so Service monolith selects it no longer."], _world.Told(world => world.Pod("a")));
    }

    [Fact]
    public void A_blue_green_switch_is_the_Services_selector() => Assert.Equal(
        ["Service hello selects version=green in place of version=blue: one pod has these labels and gets its traffic when it is ready."],
        _world.Service("hello", "\"version\":\"blue\"").Pod("g", labels: "\"version\":\"green\"").Told(world => world.Service("hello", "\"version\":\"green\"")));

    [Fact]
    public void A_selector_that_no_pod_answers_is_a_warning()
    {
        var story = _world.Stories(world => world.Service("hello", "\"app\":\"nobody\"")).Single();

        Assert.Equal("Service hello was made and selects app=nobody: no pod has these labels, so it sends its traffic to nobody.", story.Text);
        Assert.Equal(StateKind.Warning, story.Tone);
    }

    [Fact]
    public void A_Service_that_loses_its_last_ready_pod_says_that_requests_fail() => Assert.Equal(
        ["Service hello has no ready pod left: requests to it fail."], _world.Service("hello").Endpoints("hello", ("a", true)).Told(world => world.Endpoints("hello", ("a", false))));

    [Fact]
    public void A_Service_that_gets_its_first_ready_pod_says_that_requests_are_answered() => Assert.Equal(
        ["Service hello has a ready pod now: requests to it are answered."], _world.Service("hello").Endpoints("hello", ("a", false)).Told(world => world.Endpoints("hello", ("a", true))));

    [Fact]
    public void A_node_that_is_switched_off_and_noticed_is_told_step_by_step()
    {
        _world.Node("node-2").Pod("a", node: "node-2");

        Assert.Equal(["Node node-2 was switched off, and one pod with it."], _world.Told(world => world.Node("node-2", off: true)));
        Assert.Equal(
            ["Node node-2 is not ready, because nothing is heard from it: its pods get no traffic, and those of Deployments are made again on other nodes."],
            _world.Told(world => world.Node("node-2", ready: "Unknown", off: true, reason: "NodeStatusUnknown")));
        Assert.Equal(["Node node-2 was switched on again.", "Node node-2 is ready again: new pods may go to it."], _world.Told(world => world.Node("node-2")));
    }

    [Fact]
    public void A_cordoned_node_keeps_its_pods()
    {
        _world.Node("node-2");

        Assert.Equal(["Node node-2 was cordoned: its pods stay, new ones go elsewhere."], _world.Told(world => world.Node("node-2", cordoned: true)));
        Assert.Equal(["Node node-2 was uncordoned: new pods may go to it."], _world.Told(world => world.Node("node-2")));
    }

    [Fact]
    public void Nodes_and_namespaces_come_and_go()
    {
        Assert.Equal(["Node node-4 has joined: new pods may go to it."], _world.Told(world => world.Node("node-4")));
        Assert.Equal(["Node node-4 has left the cluster."], _world.Told(world => world.Gone(WatchedKind.Nodes, "node-4")));
        Assert.Equal(["Namespace lab was made."], _world.Told(world => world.Namespace("lab")));
        Assert.Equal(["Namespace lab is being deleted: everything in it goes first."], _world.Told(world => world.Namespace("lab", leaving: true)));
        Assert.Equal(["Namespace lab is gone, with everything that was in it."], _world.Told(world => world.Gone(WatchedKind.Namespaces, "lab")));
    }

    [Fact]
    public void Many_pods_at_once_are_one_sentence() => Assert.Equal(
        ["Twelve pods of Deployment hello are ready, so Service hello sends them traffic."],
        Many(12, ready: false).Told(world => Enumerable.Range(0, 12).ToList().ForEach(i => world.Pod($"p{i}", "hello-1", ready: true))));

    [Fact]
    public void Three_pods_at_once_are_three_sentences() => Assert.Equal(
        3, Many(3, ready: false).Told(world => Enumerable.Range(0, 3).ToList().ForEach(i => world.Pod($"p{i}", "hello-1", ready: true))).Count);

    [Fact]
    public void The_cause_is_told_before_what_follows()
    {
        var told = _world.Deployment("hello", 1).Set("hello-1", "hello", 1).Told(world => world.Pod("a", "hello-1").Deployment("hello", 2));

        Assert.StartsWith("Deployment hello was scaled", told[0], StringComparison.Ordinal);
        Assert.StartsWith("ReplicaSet hello-1 made", told[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_pod_that_was_made_again_under_its_name_is_two_pods()
    {
        _world.Pod("a");

        var told = _world.Told(world => world.With(now => now with { Pods = now.Pods.SetItem(new ObjectName(World.Ns, "a"), now.Pods[new ObjectName(World.Ns, "a")] with { Uid = "another" }) }));

        Assert.Equal(["Pod a is asked to end.", "Pod a is gone.", "Pod a was made."], told);
    }

    [Fact]
    public void Nothing_that_changed_is_nothing_told() => Assert.Empty(_world.Deployment("hello", 3).Pod("a").Node("node-1").Told(_ => { }));

    [Fact]
    public void What_comes_with_the_first_list_is_not_news()
    {
        _world.With(now => now with { Kinds = now.Kinds.SetItem(WatchedKind.Pods, KindState.Starting) });

        Assert.Empty(_world.Told(world => world.Pod("a").With(now => now with { Kinds = now.Kinds.SetItem(WatchedKind.Pods, KindState.Live) })));
    }

    [Fact]
    public void Thousands_of_pods_that_change_a_lot_are_told_quickly_and_in_few_words()
    {
        Many(2000, ready: false);
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var told = _world.Told(world => Enumerable.Range(0, 500).ToList().ForEach(i => world.Pod($"p{i}", "hello-1", ready: true)));

        Assert.Single(told);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"It took {watch.Elapsed.TotalMilliseconds:0} ms.");
    }

    private World Many(int count, bool ready)
    {
        _world.Service("hello").Deployment("hello", count).Set("hello-1", "hello", count);
        Enumerable.Range(0, count).ToList().ForEach(i => _world.Pod($"p{i}", "hello-1", ready: ready));
        return _world;
    }
}
