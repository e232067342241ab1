using System.Collections.Immutable;
using Workshop.Dashboard.Resources;
using Workshop.Dashboard.Shell.Parts;
using Workshop.Dashboard.Telemetry;
using Workshop.Dashboard.Watching;
using static Workshop.Dashboard.Tests.Resources.Objects;

namespace Workshop.Dashboard.Tests.Resources;

public sealed class ResourcePlanTests
{
    [Fact]
    public void A_pod_belongs_to_its_Deployment_by_way_of_the_ReplicaSet()
    {
        var row = Assert.Single(Rows(Snapshot([Deployment("hello", 1, 1)], [ReplicaSet("hello")], [Pod("hello-1-a", Owner("ReplicaSet", "hello-1"), Ready())])));

        Assert.Equal(new WorkloadKey("Deployment", new ObjectName(Namespace, "hello")), row.Key);
        Assert.Equal("hello-1-a", Assert.Single(row.Pods).Pod.Name.Name);
        Assert.Equal(new Condition(StateKind.Good, "Running"), row.Condition);
    }

    [Fact]
    public void Pods_without_owner_and_of_other_owners_are_rows_of_their_own()
    {
        var rows = Rows(Snapshot([], [], [Pod("alone", null, Ready()), Pod("web-0", Owner("StatefulSet", "web"), Ready()), Pod("web-1", Owner("StatefulSet", "web"), Ready())]));

        Assert.Equal([("Pod", "alone", 1), ("StatefulSet", "web", 2)], rows.Select(row => (row.Key.Kind, row.Name, row.Pods.Length)));
    }

    [Fact]
    public void Environment_and_Services_say_who_uses_whom()
    {
        var rows = Rows(Snapshot(
            [
                Deployment("gateway", 1, 1, environment: [("services__auth__http__0", "http://auth"), ("Greeting", "http://hello.workshop:80/x")]),
                Deployment("auth", 1, 1, environment: [("ConnectionStrings__redis", "redis:6379,password=x"), ("SELF", "auth")]),
                Deployment("hello", 1, 1),
                Deployment("redis-server", 1, 1),
            ],
            [],
            [],
            Service("auth", "auth"),
            Service("hello", "hello"),
            Service("redis", "redis-server")));

        Assert.Equal("auth>redis-server gateway>auth,hello hello> redis-server>", string.Join(' ', rows.Select(row => $"{row.Name}>{string.Join(',', row.Uses.Select(used => used.Name.Name).Order())}")));
    }

    [Fact]
    public void An_address_from_outside_wins_over_the_name_inside()
    {
        var rows = Rows(Snapshot(
            [Deployment("gateway", 1, 1), Deployment("redis", 1, 1)],
            [],
            [],
            Service("gateway", "gateway", external: "127.0.0.1", ("http", 8080), ("https", 8443)),
            Service("redis", "redis", external: null, ("redis", 6379))));

        Assert.Equal(["http://127.0.0.1:8080", "https://127.0.0.1:8443"], rows[0].Urls.Select(url => url.Address));
        Assert.Equal(new ResourceUrl("tcp://redis:6379", IsReachable: false, "redis"), Assert.Single(rows[1].Urls));
    }

    [Fact]
    public void While_a_rollout_lasts_both_versions_are_named()
    {
        var row = Assert.Single(Rows(Snapshot([Deployment("hello", 1, 1, "workshop/hello:2.0.0")], [ReplicaSet("hello")], [Pod("hello-1-a", Owner("ReplicaSet", "hello-1"), Ready(), "workshop/hello:1.0.0")])));

        Assert.Equal("1.0.0 → 2.0.0", row.Version);
    }

    [Fact]
    public void Telemetry_joins_the_workload_of_its_name_and_stands_alone_where_there_is_none()
    {
        var rows = ResourcePlan.For(Snapshot([Deployment("hello", 1, 1)], [], []), [Sender("hello", errors: 2), Sender("elsewhere", errors: 0)]);

        Assert.Equal([("hello", "Deployment", 2), ("elsewhere", "Telemetry", 0)], rows.Select(row => (row.Name, row.Key.Kind, row.Errors)));
        Assert.All(rows, row => Assert.True(row.HasTelemetry));
    }

    [Fact]
    public void A_broken_pod_makes_its_workload_bad_and_says_why()
    {
        var pod = Pod("hello-1-a", Owner("ReplicaSet", "hello-1"), Waiting("CrashLoopBackOff", restarts: 4, lastExitCode: 1));
        var row = Assert.Single(Rows(Snapshot([Deployment("hello", 3, 2)], [ReplicaSet("hello")], [pod])));

        Assert.Equal(StateKind.Bad, row.Condition.Kind);
        Assert.Equal("2 of 3 pods are available. Container 'main' ended with exit code 1, restarted 4 times so far. Each time it is started again after a longer pause.", row.Condition.Reason);
        Assert.Equal(4, row.Restarts);
    }

    [Fact]
    public void A_workload_scaled_to_nothing_is_neither_good_nor_bad() =>
        Assert.Equal((StateKind.Neutral, "Scaled to 0"), Rows(Snapshot([Deployment("hello", 0, 0)], [], [])).Select(row => (row.Condition.Kind, row.Condition.Text)).Single());

    [Theory]
    [InlineData("", "workshop", true)]
    [InlineData("", "kube-system", false)]
    [InlineData("", "workshop-system", false)]
    [InlineData("*", "kube-system", true)]
    [InlineData("default", "workshop", false)]
    [InlineData("default", "default", true)]
    public void The_clusters_own_namespaces_are_left_out_until_asked_for(string choice, string ns, bool shows) => Assert.Equal(shows, NamespaceFilter.Shows(choice, ns));

    private static ImmutableArray<ResourceRow> Rows(ClusterSnapshot cluster) => ResourcePlan.For(cluster, []);

    private static ResourceSummary Sender(string service, int errors) => new(new TelemetryResource(service, service + "-1", []), 1, errors, 0, 0, DateTimeOffset.UnixEpoch);
}
