using k8s;
using k8s.Models;
using Workshop.Cluster.Scheduling;

namespace Workshop.Cluster.Tests.Scheduling;

public sealed class SchedulePlanTests
{
    private const string NotHelpful = "preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.";
    private const string NoVictims = "preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.";

    [Theory]
    [InlineData("""{ "containers": [ { "name": "c", "resources": { "requests": { "cpu": "1000" } } } ] }""", "1 Insufficient cpu. " + NoVictims)]
    [InlineData("""{ "containers": [ { "name": "c", "resources": { "requests": { "memory": "900Ti" } } } ] }""", "1 Insufficient memory. " + NoVictims)]
    [InlineData("""{ "containers": [ { "name": "c", "resources": { "requests": { "cpu": "1000", "memory": "900Ti" } } } ] }""", "1 Insufficient cpu, 1 Insufficient memory. " + NoVictims)]
    [InlineData("""{ "containers": [ { "name": "c" } ], "nodeSelector": { "disk": "quantum" } }""", "1 node(s) didn't match Pod's node affinity/selector. " + NotHelpful)]
    [InlineData("""{ "containers": [ { "name": "c" } ], "affinity": { "podAffinity": { "requiredDuringSchedulingIgnoredDuringExecution": [ { "labelSelector": { "matchLabels": { "no": "such" } }, "topologyKey": "kubernetes.io/hostname" } ] } } }""", "1 node(s) didn't match pod affinity rules. " + NotHelpful)]
    [InlineData("""{ "containers": [ { "name": "c" } ], "affinity": { "nodeAffinity": { "requiredDuringSchedulingIgnoredDuringExecution": { "nodeSelectorTerms": [ { "matchExpressions": [ { "key": "zone", "operator": "In", "values": [ "b" ] } ] } ] } } } }""", "1 node(s) didn't match Pod's node affinity/selector. " + NotHelpful)]
    public void A_pod_that_fits_nowhere_says_why_in_Kubernetes_words(string spec, string reasons)
    {
        var plan = Plan(Pod("p", spec), [Node("n")], []);

        Assert.Equal("0/1 nodes are available: " + reasons, plan.Message);
        Assert.Null(plan.Node);
    }

    [Theory]
    [InlineData("""{ "unschedulable": true }""", "1 node(s) were unschedulable. " + NotHelpful)]
    [InlineData("""{ "taints": [ { "key": "golden", "value": "x", "effect": "NoSchedule" } ] }""", "1 node(s) had untolerated taint {golden: x}. " + NotHelpful)]
    public void A_node_that_takes_no_pods_is_named_as_such(string nodeSpec, string reasons)
    {
        Assert.Equal("0/1 nodes are available: " + reasons, Plan(Pod("p"), [Node("n", nodeSpec)], []).Message);
    }

    [Theory]
    [InlineData("""{ "key": "golden", "operator": "Equal", "value": "x", "effect": "NoSchedule" }""", true)]
    [InlineData("""{ "key": "golden", "operator": "Equal", "value": "y", "effect": "NoSchedule" }""", false)]
    [InlineData("""{ "key": "golden", "operator": "Exists" }""", true)]
    [InlineData("""{ "key": "golden", "operator": "Exists", "effect": "NoExecute" }""", false)]
    [InlineData("""{ "operator": "Exists" }""", true)]
    public void A_toleration_opens_a_tainted_node(string toleration, bool fits)
    {
        var node = Node("n", """{ "taints": [ { "key": "golden", "value": "x", "effect": "NoSchedule" } ] }""");
        var pod = Pod("p", $$"""{ "containers": [ { "name": "c" } ], "tolerations": [ {{toleration}} ] }""");

        Assert.Equal(fits, Plan(pod, [node], []).Node is not null);
    }

    [Fact]
    public void A_node_that_is_not_ready_gets_nothing()
    {
        var node = Node("n");
        node.Status.Conditions[0].Status = "Unknown";

        Assert.Contains("1 node(s) had untolerated taint {node.kubernetes.io/not-ready: }", Plan(Pod("p"), [node], []).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_node_has_too_many_pods()
    {
        var node = Node("n");
        node.Status.Allocatable["pods"] = new ResourceQuantity("1");

        Assert.Contains("1 Too many pods", Plan(Pod("p"), [node], [Pod("q", on: "n")]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reasons_of_several_nodes_are_counted()
    {
        var plan = Plan(
            Pod("p", """{ "containers": [ { "name": "c", "resources": { "requests": { "cpu": "1000" } } } ] }"""),
            [Node("a"), Node("b"), Node("c", """{ "unschedulable": true }""")], []);

        Assert.Equal(
            "0/3 nodes are available: 1 node(s) were unschedulable, 2 Insufficient cpu. " +
            "preemption: 0/3 nodes are available: 1 Preemption is not helpful for scheduling, 2 No preemption victims found for incoming pod.",
            plan.Message);
    }

    [Fact]
    public void What_is_missing_everywhere_is_said_without_a_count() => Assert.Equal(
        "0/1 nodes are available: persistentvolumeclaim \"nosuch\" not found. " + NotHelpful,
        Plan(Pod("p"), [Node("n")], [], "persistentvolumeclaim \"nosuch\" not found").Message);

    [Fact]
    public void Without_nodes_that_is_what_is_said() => Assert.Equal("no nodes available to schedule pods", Plan(Pod("p"), [], []).Message);

    [Fact]
    public void Pods_of_one_owner_land_on_different_nodes()
    {
        var nodes = new[] { Node("a"), Node("b"), Node("c") };
        var placed = new List<V1Pod> { Pod("other", on: "a"), Pod("another", on: "a") };
        for (var i = 0; i < 3; i++)
        {
            var pod = Pod($"hello-{i}", owner: "hello");
            pod.Spec.NodeName = Plan(pod, nodes, placed).Node;
            placed.Add(pod);
        }

        Assert.Equal(["a", "b", "c"], placed.Where(pod => pod.Metadata.OwnerReferences is not null).Select(pod => pod.Spec.NodeName).Order());
    }

    [Fact]
    public void The_less_used_node_is_preferred()
    {
        var busy = Pod("busy", """{ "containers": [ { "name": "c", "resources": { "requests": { "cpu": "2" } } } ] }""", on: "a");

        Assert.Equal("b", Plan(Pod("p"), [Node("a"), Node("b")], [busy]).Node);
    }

    [Fact]
    public void What_ended_takes_no_room()
    {
        var done = Pod("done", """{ "containers": [ { "name": "c", "resources": { "requests": { "cpu": "4" } } } ] }""", on: "n");
        done.Status = new V1PodStatus { Phase = "Succeeded" };

        Assert.Equal("n", Plan(Pod("p", """{ "containers": [ { "name": "c", "resources": { "requests": { "cpu": "4" } } } ] }"""), [Node("n")], [done]).Node);
    }

    [Fact]
    public void Anti_affinity_keeps_pods_apart_and_says_so_when_no_node_is_left()
    {
        const string Spec = """{ "containers": [ { "name": "c" } ], "affinity": { "podAntiAffinity": { "requiredDuringSchedulingIgnoredDuringExecution": [ { "labelSelector": { "matchLabels": { "app": "x" } }, "topologyKey": "kubernetes.io/hostname" } ] } } }""";
        var there = Pod("there", on: "a", labels: new() { ["app"] = "x" });

        Assert.Equal("b", Plan(Pod("p", Spec), [Node("a"), Node("b")], [there]).Node);
        Assert.Contains("1 node(s) didn't match pod anti-affinity rules", Plan(Pod("p", Spec), [Node("a")], [there]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_spread_constraint_is_kept()
    {
        const string Spec = """{ "containers": [ { "name": "c" } ], "topologySpreadConstraints": [ { "maxSkew": 1, "topologyKey": "kubernetes.io/hostname", "whenUnsatisfiable": "DoNotSchedule", "labelSelector": { "matchLabels": { "app": "x" } } } ] }""";
        var labels = new Dictionary<string, string> { ["app"] = "x" };
        var full = Node("b");
        full.Status.Allocatable["pods"] = new ResourceQuantity("0");

        var plan = Plan(Pod("p", Spec, labels: labels), [Node("a"), full], [Pod("one", on: "a", labels: labels)]);
        Assert.Contains("1 node(s) didn't match pod topology spread constraints", plan.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Init_containers_count_where_they_ask_for_more()
    {
        var pod = Pod("p", """
            { "initContainers": [ { "name": "i", "resources": { "requests": { "cpu": "2" } } }, { "name": "s", "restartPolicy": "Always", "resources": { "requests": { "cpu": "500m" } } } ],
              "containers": [ { "name": "a", "resources": { "requests": { "cpu": "300m" } } }, { "name": "b", "resources": { "requests": { "cpu": "200m", "memory": "1Gi" } } } ] }
            """);

        Assert.Equal(2m, PodRequests.Of(pod).ByResource["cpu"]);
        Assert.Equal(1024m * 1024 * 1024, PodRequests.Of(pod).ByResource["memory"]);
    }

    [Fact]
    public void What_a_pod_itself_asks_is_looked_at_before_what_the_others_ask()
    {
        const string Apart = """{ "containers": [ { "name": "c" } ], "affinity": { "podAntiAffinity": { "requiredDuringSchedulingIgnoredDuringExecution": [ { "labelSelector": { "matchLabels": { "app": "x" } }, "topologyKey": "kubernetes.io/hostname" } ] } } }""";
        var labels = new Dictionary<string, string> { ["app"] = "x" };

        Assert.Contains("1 node(s) didn't match pod anti-affinity rules", Plan(Pod("p", Apart, labels: labels), [Node("a")], [Pod("q", Apart, on: "a", labels: labels)]).Message, StringComparison.Ordinal);
        Assert.Contains("1 node(s) didn't satisfy existing pods anti-affinity rules", Plan(Pod("p", labels: labels), [Node("a")], [Pod("q", Apart, on: "a", labels: labels)]).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "matchLabels": { "team": "red" } }""", true)]
    [InlineData("""{ "matchLabels": { "team": "blue" } }""", false)]
    [InlineData("{}", true)]
    public void Affinity_reaches_into_the_namespaces_that_its_selector_fits(string selector, bool isNear)
    {
        var spec = $$"""{ "containers": [ { "name": "c" } ], "affinity": { "podAffinity": { "requiredDuringSchedulingIgnoredDuringExecution": [ { "labelSelector": { "matchLabels": { "app": "x" } }, "namespaceSelector": {{selector}}, "topologyKey": "kubernetes.io/hostname" } ] } } }""";
        var there = Pod("there", on: "a", labels: new() { ["app"] = "x" });
        there.Metadata.NamespaceProperty = "other";
        var other = new V1Namespace { Metadata = new V1ObjectMeta { Name = "other", Labels = new Dictionary<string, string> { ["team"] = "red" } } };

        Assert.Equal(isNear ? "a" : null, SchedulePlan.For(Pod("p", spec), Snapshot.Of([Node("a"), Node("b")], [there], [other]), VolumeNeeds.None).Node);
    }

    [Fact]
    public void A_pod_that_pushes_nobody_out_says_so()
    {
        var pod = Pod("p", """{ "containers": [ { "name": "c", "resources": { "requests": { "cpu": "1000" } } } ], "preemptionPolicy": "Never" }""");

        Assert.Equal("0/1 nodes are available: 1 Insufficient cpu. preemption: not eligible due to preemptionPolicy=Never.", Plan(pod, [Node("n")], []).Message);
    }

    [Fact]
    public void A_pod_that_asks_for_a_node_by_name_does_not_look_at_others()
    {
        var pod = Pod("p", """
            { "containers": [ { "name": "c", "resources": { "requests": { "cpu": "1000" } } } ],
              "affinity": { "nodeAffinity": { "requiredDuringSchedulingIgnoredDuringExecution": { "nodeSelectorTerms": [ { "matchFields": [ { "key": "metadata.name", "operator": "In", "values": [ "a" ] } ] } ] } } } }
            """);

        Assert.StartsWith("0/2 nodes are available: 1 Insufficient cpu, 1 node(s) didn't satisfy plugin(s) [NodeAffinity].", Plan(pod, [Node("a"), Node("b")], []).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.2", true)]
    [InlineData("127.0.0.1", "127.0.0.1", false)]
    [InlineData("", "127.0.0.1", false)]
    public void A_host_port_is_taken_for_its_address_only(string wanted, string taken, bool fits)
    {
        static string Spec(string ip) => $$"""{ "containers": [ { "name": "c", "ports": [ { "containerPort": 80, "hostPort": 80, "hostIP": "{{ip}}" } ] } ] }""";

        Assert.Equal(fits, Plan(Pod("p", Spec(wanted)), [Node("n")], [Pod("q", Spec(taken), on: "n")]).Node is not null);
    }

    [Fact]
    public void Too_few_domains_count_as_one_more_that_is_empty()
    {
        const string Spec = """{ "containers": [ { "name": "c" } ], "topologySpreadConstraints": [ { "maxSkew": 1, "minDomains": 3, "topologyKey": "kubernetes.io/hostname", "whenUnsatisfiable": "DoNotSchedule", "labelSelector": { "matchLabels": { "app": "x" } } } ] }""";
        var labels = new Dictionary<string, string> { ["app"] = "x" };

        Assert.Null(Plan(Pod("p", Spec, labels: labels), [Node("a"), Node("b")], [Pod("one", on: "a", labels: labels), Pod("two", on: "b", labels: labels)]).Node);
    }

    [Fact]
    public void A_node_whose_taint_only_asks_is_the_second_choice() =>
        Assert.Equal("b", Plan(Pod("p"), [Node("a", """{ "taints": [ { "key": "full", "effect": "PreferNoSchedule" } ] }"""), Node("b")], []).Node);

    [Fact]
    public void Pods_that_would_like_to_be_near_others_are()
    {
        const string Spec = """{ "containers": [ { "name": "c" } ], "affinity": { "podAffinity": { "preferredDuringSchedulingIgnoredDuringExecution": [ { "weight": 50, "podAffinityTerm": { "labelSelector": { "matchLabels": { "app": "x" } }, "topologyKey": "kubernetes.io/hostname" } } ] } } }""";

        Assert.Equal("b", Plan(Pod("p", Spec), [Node("a"), Node("b")], [Pod("there", on: "b", labels: new() { ["app"] = "x" })]).Node);
    }

    private static SchedulePlan Plan(V1Pod pod, V1Node[] nodes, IEnumerable<V1Pod> pods, string? missing = null) =>
        SchedulePlan.For(pod, Snapshot.Of(nodes, pods, []), VolumeNeeds.None with { Missing = missing });

    private static V1Pod Pod(string name, string spec = """{ "containers": [ { "name": "c" } ] }""", string? on = null, string? owner = null, Dictionary<string, string>? labels = null)
    {
        var pod = new V1Pod
        {
            Metadata = new V1ObjectMeta
            {
                Name = name,
                NamespaceProperty = "default",
                Labels = labels,
                OwnerReferences = owner is null ? null : [new V1OwnerReference { Uid = owner, Name = owner, Controller = true }],
            },
            Spec = KubernetesJson.Deserialize<V1PodSpec>(spec),
        };
        pod.Spec.NodeName = on;
        return pod;
    }

    private static V1Node Node(string name, string spec = "{}") => new()
    {
        Metadata = new V1ObjectMeta { Name = name, Labels = new Dictionary<string, string> { ["kubernetes.io/hostname"] = name, ["zone"] = "a" } },
        Spec = KubernetesJson.Deserialize<V1NodeSpec>(spec),
        Status = new V1NodeStatus
        {
            Allocatable = new Dictionary<string, ResourceQuantity> { ["cpu"] = new("4"), ["memory"] = new("8Gi"), ["pods"] = new("110") },
            Conditions = [new V1NodeCondition { Type = "Ready", Status = "True" }],
        },
    };
}
