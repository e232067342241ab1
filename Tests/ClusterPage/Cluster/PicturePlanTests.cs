using Workshop.ClusterPage.Cluster.Drawing;
using Workshop.ClusterPage.Shell.Parts;
using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Tests.Cluster;

/// <summary>What is drawn of a cluster.</summary>
public sealed class PicturePlanTests
{
    private readonly World _world = new();
    private ClusterPicture _before = ClusterPicture.Empty;

    [Fact]
    public void Pods_stand_on_their_nodes_and_those_without_one_apart()
    {
        _world.Node("node-10").Node("node-2").Pod("a", node: "node-2").Pod("b", node: "node-10").Pod("c");

        Assert.Equal([("node-2", "workshop/a"), ("node-10", "workshop/b")], Picture.Nodes.Select(node => (node.Name, node.Pods.Single().Name)));
        Assert.Equal("workshop/c", Picture.Unplaced.Single().Name);
    }

    [Fact]
    public void Desired_and_observed_stand_side_by_side_and_what_is_missing_has_a_place()
    {
        _world.Deployment("hello", 3).Set("hello-1", "hello", 3).Pod("a", "hello-1", ready: true).Pod("b", "hello-1");

        var card = Picture.Deployments.Single();

        Assert.Equal((3, 1, "one pod missing"), (card.Desired, card.Ready, card.StateText));
        Assert.Equal([PodLook.Ready, PodLook.Unready, null], card.Observed.Select(slot => slot.Look));
    }

    [Fact]
    public void In_a_rolling_update_old_and_new_ReplicaSet_have_different_shades()
    {
        _world.Deployment("hello", 2, "hello:2", revision: 2).Set("hello-1", "hello", 1).Set("hello-2", "hello", 2, "hello:2", 2)
            .Pod("old", "hello-1", ready: true, node: "node-1").Pod("new", "hello-2", ready: true, node: "node-1", image: "hello:2");

        var card = Picture.Deployments.Single();

        Assert.Equal([Shade.Old, Shade.New], card.Observed.Select(slot => slot.Shade));
        Assert.Equal([("1", Shade.Old), ("2", Shade.New)], card.Sets.Select(row => (row.Version, row.Shade)));
        Assert.Equal((StateKind.Busy, "1 of 2 replaced"), (card.State, card.StateText));
        Assert.Equal(["1", "2"], Picture.Nodes.Single().Pods.Select(pod => pod.Version).Order());
    }

    [Fact]
    public void Old_ReplicaSets_without_pods_are_not_drawn()
    {
        _world.Deployment("hello", 1, revision: 2).Set("hello-1", "hello", 0).Set("hello-2", "hello", 1, revision: 2).Pod("a", "hello-2", ready: true);

        Assert.Equal("hello-2", Picture.Deployments.Single().Sets.Single().Name);
        Assert.Equal((StateKind.Good, "as desired"), (Picture.Deployments.Single().State, Picture.Deployments.Single().StateText));
    }

    [Theory]
    [InlineData(0, "scaled to nothing")]
    [InlineData(2, "two pods missing")]
    public void A_Deployment_without_pods_says_whether_that_is_meant(int replicas, string text) =>
        Assert.Equal(text, PictureOf(_world.Deployment("hello", replicas)).Deployments.Single().StateText);

    [Fact]
    public void A_Deployment_with_too_many_pods_says_so()
    {
        _world.Deployment("hello", 1).Set("hello-1", "hello", 1).Pod("a", "hello-1", ready: true).Pod("b", "hello-1", ready: true);

        Assert.Equal("one pod too many", Picture.Deployments.Single().StateText);
    }

    [Fact]
    public void A_stuck_rollout_comes_before_everything_else() => Assert.Equal(
        (StateKind.Bad, "does not get on"),
        (PictureOf(_world.Deployment("hello", 3, stuck: "timed out", paused: true)).Deployments.Single() is var card ? card.State : default, card.StateText));

    [Fact]
    public void More_pods_than_anybody_counts_are_figures()
    {
        _world.Deployment("hello", DeploymentPlan.MostSlots + 1).Set("hello-1", "hello", DeploymentPlan.MostSlots + 1);

        Assert.Empty(Picture.Deployments.Single().Observed);
    }

    [Fact]
    public void A_Service_leads_to_the_pods_that_are_its_ready_endpoints()
    {
        _world.Service("hello").Pod("a", ready: true, node: "n").Pod("b", node: "n").Endpoints("hello", ("a", true), ("b", false));

        Assert.Equal(("→ 1 of 2 pods", StateKind.Good), (Picture.Services.Single().Endpoints, Picture.Services.Single().State));
        Assert.Equal(["svc:workshop/hello", ""], Picture.Nodes.Single().Pods.Select(pod => pod.Traffic));
    }

    [Theory]
    [InlineData("\"app\":\"hello\"", "selects no pod")]
    [InlineData("", "no selector")]
    public void A_Service_without_pods_says_why(string selector, string text) => Assert.Equal(text, PictureOf(_world.Service("hello", selector)).Services.Single().Endpoints);

    [Fact]
    public void A_pod_lights_up_with_its_node_ReplicaSet_Deployment_Services_and_labels()
    {
        _world.Deployment("hello", 1).Set("hello-1", "hello", 1).Service("hello").Pod("a", "hello-1", node: "node-1");

        var lit = Picture.Nodes.Single().Pods.Single().Lit.Split(' ');

        Assert.Equal(["pod:u-a", "ns:workshop", "node:node-1", "rs:workshop/hello-1", "dep:workshop/hello", "svc:workshop/hello", "label:workshop/app=hello"], lit);
    }

    [Fact]
    public void A_selector_and_the_labels_that_it_selects_have_the_same_key()
    {
        _world.Deployment("hello", 1).Service("hello");

        Assert.Equal(Picture.Deployments.Single().Labels.Single(), Picture.Services.Single().Selector.Single());
    }

    [Fact]
    public void A_pods_name_for_who_cannot_see_it_says_everything()
    {
        _world.Deployment("hello", 1).Set("hello-1", "hello", 1).Service("hello").Pod("hello-1-a", "hello-1", node: "node-1", ready: true).Endpoints("hello", ("hello-1-a", true));

        Assert.Equal("hello 1 a ready, pod hello-1-a, gets traffic from hello", Picture.Nodes.Single().Pods.Single().Label);
    }

    [Fact]
    public void Other_namespaces_are_counted_and_not_drawn()
    {
        _world.Node("node-1").Pod("a", node: "node-1").Deployment("hello", 1).Service("hello");

        var picture = PicturePlan.For(_world.Now, new NamespaceFilter("default"), ClusterPicture.Empty);

        Assert.Equal((0, 1), (picture.Nodes.Single().Pods.Length, picture.Nodes.Single().Hidden));
        Assert.Empty(picture.Deployments);
        Assert.Empty(picture.Services);
    }

    [Theory]
    [InlineData("", "workshop", true)]
    [InlineData("", "kube-system", false)]
    [InlineData("", "workshop-system", false)]
    [InlineData("", "gke-managed", false)]
    [InlineData("*", "kube-system", true)]
    [InlineData("kube-system", "kube-system", true)]
    [InlineData("kube-system", "workshop", false)]
    public void The_filter_shows_applications_all_or_one(string choice, string ns, bool shows) => Assert.Equal(shows, new NamespaceFilter(choice).Shows(ns));

    [Theory]
    [InlineData("True", false, false, StateKind.Good, "ready")]
    [InlineData("Unknown", false, false, StateKind.Bad, "not ready")]
    [InlineData("True", true, false, StateKind.Warning, "cordoned")]
    [InlineData("True", false, true, StateKind.Bad, "off")]
    [InlineData("False", true, true, StateKind.Bad, "off")]
    public void A_node_says_how_it_is(string ready, bool cordoned, bool off, StateKind state, string text)
    {
        var node = PictureOf(_world.Node("node-1", ready, cordoned, off)).Nodes.Single();

        Assert.Equal((state, text), (node.State, node.StateText));
    }

    [Fact]
    public void Only_a_node_of_the_embedded_cluster_has_a_switch() => Assert.Equal("ready", PictureOf(_world.Node("node-1", off: true, isEmbedded: false)).Nodes.Single().StateText);

    [Fact]
    public void Without_permission_to_list_nodes_they_are_known_by_their_pods()
    {
        _world.Pod("a", node: "node-1");

        Assert.Equal(("node-1", "not known"), (Picture.Nodes.Single().Name, Picture.Nodes.Single().StateText));
    }

    [Fact]
    public void What_did_not_change_stays_the_same_instance()
    {
        _world.Node("node-1").Node("node-2").Service("hello").Deployment("hello", 1).Pod("a", node: "node-1").Pod("b", node: "node-2");
        _before = Picture;
        _world.Pod("b", node: "node-2", ready: true);

        var after = Picture;

        Assert.Same(_before.Nodes[0], after.Nodes[0]);
        Assert.NotSame(_before.Nodes[1], after.Nodes[1]);
        Assert.Same(_before.Services[0], after.Services[0]);
        Assert.Same(_before.Deployments[0], after.Deployments[0]);
    }

    [Theory]
    [InlineData(PicturePlan.DenseFrom, false)]
    [InlineData(PicturePlan.DenseFrom + 1, true)]
    public void Many_pods_are_drawn_as_cells(int pods, bool isDense)
    {
        Enumerable.Range(0, pods).ToList().ForEach(i => _world.Pod($"p{i}"));

        Assert.Equal(isDense, Picture.IsDense);
    }

    [Theory]
    [InlineData("", "", false, false, "Running", PodLook.Unready, "running, not ready")]
    [InlineData("CrashLoopBackOff", "n", false, false, "Running", PodLook.Failing, "CrashLoopBackOff")]
    [InlineData("ContainerCreating", "n", false, false, "Pending", PodLook.Starting, "starting")]
    [InlineData("ContainerCreating", "", false, false, "Pending", PodLook.Starting, "waiting for a node")]
    [InlineData("", "n", true, false, "Running", PodLook.Ready, "ready")]
    [InlineData("", "n", true, true, "Running", PodLook.Leaving, "leaving")]
    [InlineData("", "n", false, false, "Succeeded", PodLook.Done, "done")]
    public void A_pods_look_and_words_go_together(string waiting, string node, bool ready, bool leaving, string phase, PodLook look, string words)
    {
        _world.Pod("a", node: node, ready: ready, leaving: leaving, waiting: waiting, phase: phase);

        var pod = _world.Now.Pods.Values.Single();

        Assert.Equal((look, words), (PodLooks.Of(pod), PodLooks.Words(pod)));
    }

    [Theory]
    [InlineData("hello-blue", "rc-0")]
    [InlineData("hello-green", "rc-3")]
    [InlineData("hello-canary", "rc-8")]
    public void Blue_is_blue_and_green_is_green(string app, string color) => Assert.Equal(color, AppColor.ClassOf(app));

    [Fact]
    public void A_key_finds_its_object_as_it_is_now()
    {
        _world.Node("node-1").Pod("a").Deployment("hello", 1).Service("hello");

        Assert.IsType<PodState>(LightKeys.Find("pod:u-a", _world.Now));
        Assert.IsType<NodeState>(LightKeys.Find("node:node-1", _world.Now));
        Assert.IsType<DeploymentState>(LightKeys.Find("dep:workshop/hello", _world.Now));
        Assert.IsType<ServiceState>(LightKeys.Find("svc:workshop/hello", _world.Now));
        Assert.Null(LightKeys.Find("pod:u-gone", _world.Now));
        Assert.Null(LightKeys.Find("nonsense", _world.Now));
    }

    private ClusterPicture Picture => PicturePlan.For(_world.Now, new NamespaceFilter(""), _before);

    private ClusterPicture PictureOf(World world)
    {
        Assert.Same(_world, world);
        return Picture;
    }
}
