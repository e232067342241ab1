using System.Text.Json;
using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Tests.Watching;

/// <summary>What pages see of the API's objects.</summary>
public sealed class StateShapeTests
{
    [Fact]
    public void A_pod_says_where_it_is_and_how_it_is()
    {
        var pod = Shape<PodState>(WatchedKind.Pods, """
            {"metadata":{"name":"hello-1","namespace":"workshop","uid":"u","resourceVersion":"7","labels":{"app":"hello"},
                "ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"hello-7d9","uid":"r","controller":true}]},
             "spec":{"nodeName":"node-2","containers":[{"name":"hello","image":"workshop/hello:2.0.0"}]},
             "status":{"phase":"Running","podIP":"127.40.2.3","conditions":[{"type":"Ready","status":"False","reason":"ContainersNotReady","message":"containers with unready status: [hello]"}],
                "containerStatuses":[{"name":"hello","ready":false,"restartCount":3,"state":{"waiting":{"reason":"CrashLoopBackOff","message":"back-off 40s"}},"lastState":{"terminated":{"exitCode":1,"reason":"Error"}}}]}}
            """);

        Assert.Equal(("node-2", "127.40.2.3", false, 3, "CrashLoopBackOff"), (pod.NodeName, pod.Ip, pod.IsReady, pod.Restarts, pod.Status));
        Assert.Equal(new OwnerLink("ReplicaSet", "hello-7d9", "r"), pod.Owner);
        Assert.Equal((ContainerPhase.Waiting, 1, "2.0.0"), (pod.Containers[0].Phase, pod.Containers[0].LastExitCode, pod.Containers[0].Template.Tag));
    }

    [Fact]
    public void A_pod_that_is_being_deleted_says_Terminating() => Assert.Equal("Terminating", Shape<PodState>(WatchedKind.Pods, """
        {"metadata":{"name":"a","deletionTimestamp":"2026-01-01T00:00:00Z"},"status":{"phase":"Running"}}
        """).Status);

    [Fact]
    public void An_object_with_nothing_but_a_name_is_read()
    {
        Assert.All(WatchedTables.All, table => Assert.Equal("a", table.Shape(JsonDocument.Parse("""{"metadata":{"name":"a"}}""").RootElement).Name.Name));
    }

    [Theory]
    [InlineData("81", 81)]
    [InlineData("\"health\"", 8081)]
    public void A_probes_port_is_a_number_or_the_name_of_a_port(string port, int expected)
    {
        var pod = Shape<PodState>(WatchedKind.Pods, $$$"""
            {"metadata":{"name":"a"},"spec":{"containers":[{"name":"c","ports":[{"name":"health","containerPort":8081}],"readinessProbe":{"httpGet":{"path":"/readiness","port":{{{port}}} } } }]}}
            """);

        Assert.Equal(new ProbeTarget("/readiness", expected), pod.Containers[0].Template.Readiness);
    }

    [Theory]
    [InlineData("hello", "latest")]
    [InlineData("hello:2", "2")]
    [InlineData("localhost:5000/hello", "latest")]
    [InlineData("localhost:5000/hello:1.0.0@sha256:abc", "1.0.0")]
    public void An_images_tag_is_what_follows_the_last_colon_of_its_name(string image, string tag) =>
        Assert.Equal(tag, new ContainerTemplate("c", image, null, null).Tag);

    [Fact]
    public void The_copy_that_kubectl_keeps_in_an_annotation_is_not_kept_here()
    {
        var pod = Shape<PodState>(WatchedKind.Pods, """{"metadata":{"name":"a","annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{}","b":"c"}}}""");

        Assert.Equal(["b"], pod.Annotations.Keys);
    }

    [Fact]
    public void An_endpoint_without_a_word_on_readiness_is_ready()
    {
        var slice = Shape<EndpointSliceState>(WatchedKind.EndpointSlices, """
            {"metadata":{"name":"hello-x","namespace":"n","labels":{"kubernetes.io/service-name":"hello"}},"addressType":"IPv4",
             "endpoints":[{"addresses":["10.0.0.1"],"targetRef":{"kind":"Pod","name":"p"}},{"addresses":["10.0.0.2"],"conditions":{"ready":false,"terminating":true}}]}
            """);

        Assert.Equal("hello", slice.ServiceName);
        Assert.Equal([new EndpointState("p", true), new EndpointState(null, false)], slice.Endpoints.AsEnumerable());
    }

    [Fact]
    public void A_cordoned_node_says_so()
    {
        var node = Shape<NodeState>(WatchedKind.Nodes, """
            {"metadata":{"name":"node-1"},"spec":{"unschedulable":true,"taints":[{"key":"node.kubernetes.io/unschedulable","effect":"NoSchedule"}]},
             "status":{"allocatable":{"pods":"110"},"conditions":[{"type":"Ready","status":"Unknown","reason":"NodeStatusUnknown"}]}}
            """);

        Assert.Equal((true, false, 110), (node.IsUnschedulable, node.IsReady, node.PodCapacity));
        Assert.Null(node.Ready!.IsTrue);
        Assert.Equal(["node.kubernetes.io/unschedulable:NoSchedule"], node.Taints.AsEnumerable());
    }

    [Theory]
    [InlineData("app=hello,track in (stable,canary)", """{"app":"hello","track":"canary"}""", true)]
    [InlineData("app=hello,track in (stable,canary)", """{"app":"hello","track":"test"}""", false)]
    [InlineData("app=hello,track in (stable,canary)", """{"app":"hello"}""", false)]
    public void A_selector_takes_all_its_rules_together(string text, string labels, bool matches)
    {
        var deployment = Shape<DeploymentState>(WatchedKind.Deployments, """
            {"metadata":{"name":"a"},"spec":{"selector":{"matchLabels":{"app":"hello"},"matchExpressions":[{"key":"track","operator":"In","values":["stable","canary"]}]}}}
            """);

        Assert.Equal(text, deployment.Selector.ToString());
        Assert.Equal(matches, deployment.Selector.Matches(JsonSerializer.Deserialize<Dictionary<string, string>>(labels)!));
    }

    [Theory]
    [InlineData("Exists", true, false)]
    [InlineData("DoesNotExist", false, true)]
    [InlineData("NotIn", false, true)]
    [InlineData("Unheard", false, false)]
    public void A_rule_is_read_as_Kubernetes_reads_it(string operation, bool withLabel, bool without)
    {
        var rule = new LabelRule("app", operation, ["hello"]);

        Assert.Equal((withLabel, without), (rule.Matches(new Dictionary<string, string> { ["app"] = "hello" }), rule.Matches(new Dictionary<string, string>())));
    }

    [Fact]
    public void Secrets_are_not_among_what_is_read() => Assert.DoesNotContain(WatchedTables.All, table => table.Path.Contains("secret", StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void A_Service_without_a_selector_selects_nothing() => Assert.False(LabelSelector.Nothing.Matches(new Dictionary<string, string> { ["app"] = "hello" }));

    private static T Shape<T>(WatchedKind kind, string json) where T : WatchedObject =>
        (T)WatchedTables.All.Single(table => table.Kind == kind).Shape(JsonDocument.Parse(json).RootElement);
}
