using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using k8s.Models;
using Microsoft.Extensions.DependencyInjection;
using Workshop.Cluster.Access.Tokens;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Usage;

namespace Workshop.Cluster.Tests.Api;

/// <summary>metrics.k8s.io: measures of a moment, as objects.</summary>
[Collection(SharedApi.Name)]
public sealed class MetricsApiTests(ApiHost api) : IAsyncLifetime, IDisposable
{
    private const string Root = "/apis/metrics.k8s.io/v1beta1";
    private static readonly DateTimeOffset At = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private string _ns = "";

    public async Task InitializeAsync()
    {
        _ns = await api.NewNamespace();
        var web = await Pod("web", "a");
        var other = await Pod("other", "b");
        await Pod("fresh", "a");
        var node = $"node-{_ns}";
        await api.Send("POST", "/api/v1/nodes", $$"""{"metadata":{"name":"{{node}}"} }""");
        api.Registry.Patch(
            KindTable.Node, ObjectKey.Cluster(node), new ObjectPatch(PatchType.Merge, JsonNode.Parse("""{"status":{"conditions":[{"type":"Ready","status":"True"}]}}""")!), WriteOptions.Loop, "status");
        Store.Current = new UsageSnapshot(
            At,
            TimeSpan.FromSeconds(15),
            new Dictionary<string, PodUsage>
            {
                [web] = new(At, TimeSpan.FromMilliseconds(15_003), [new("side", 1_000_000, 4096), new("web", 123_456_789, 12_345 * 1024)]),
                [other] = new(At, TimeSpan.FromSeconds(15), [new("web", 0, 1024)]),
            },
            new Dictionary<string, ContainerUsage> { [node] = new(node, 2_000_000_000, 64L * 1024 * 1024) });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => Store.Current = UsageSnapshot.Nothing;

    [Fact]
    public async Task A_pods_measure_names_window_time_and_containers() => Assert.Equal(
        $$$"""{"kind":"PodMetrics","apiVersion":"metrics.k8s.io/v1beta1","metadata":{"name":"web","namespace":"{{{_ns}}}","creationTimestamp":"2026-01-02T12:00:00Z","labels":{"app":"a"}},"timestamp":"2026-01-02T12:00:00Z","window":"15.003s","containers":[{"name":"side","usage":{"cpu":"1m","memory":"4Ki"}},{"name":"web","usage":{"cpu":"123456789n","memory":"12345Ki"}}]}""",
        (await api.Send("GET", $"{Root}/namespaces/{_ns}/pods/web")).Text);

    [Fact]
    public async Task Lists_are_chosen_by_namespace_and_label()
    {
        var all = await api.Send("GET", $"{Root}/namespaces/{_ns}/pods");

        Assert.Equal(("PodMetricsList", "metrics.k8s.io/v1beta1"), (all.At("kind"), all.At("apiVersion")));
        Assert.Equal(["other", "web"], Names(all));
        Assert.Equal(["web"], Names(await api.Send("GET", $"{Root}/namespaces/{_ns}/pods?labelSelector=app%3Da")));
        Assert.Equal(["other"], Names(await api.Send("GET", $"{Root}/namespaces/{_ns}/pods?fieldSelector=metadata.name%3Dother")));
        Assert.Equal(["other", "web"], Names(await api.Send("GET", $"{Root}/pods")).Order(StringComparer.Ordinal));
        Assert.Empty(Names(await api.Send("GET", $"{Root}/namespaces/default/pods")));
    }

    [Fact]
    public async Task What_is_not_measured_is_not_there()
    {
        var reply = await api.Send("GET", $"{Root}/namespaces/{_ns}/pods/fresh");

        Assert.Equal((404, $"podmetrics.metrics.k8s.io \"{_ns}/fresh\" not found"), (reply.Code, reply.Message));
        Assert.Equal("nodemetrics.metrics.k8s.io \"nosuch\" not found", (await api.Send("GET", $"{Root}/nodes/nosuch")).Message);
    }

    [Fact]
    public async Task A_nodes_measure_is_that_of_its_containers()
    {
        var node = await api.Send("GET", $"{Root}/nodes/node-{_ns}");

        Assert.Equal(("NodeMetrics", "15s", "2", "64Mi"), (node.At("kind"), node.At("window"), node.At("usage.cpu"), node.At("usage.memory")));
        Assert.Contains($"node-{_ns}", Names(await api.Send("GET", $"{Root}/nodes")));
    }

    [Fact]
    public async Task A_node_that_is_not_Ready_tells_nothing()
    {
        await api.Send("POST", "/api/v1/nodes", $$"""{"metadata":{"name":"off-{{_ns}}"} }""");

        Assert.Equal(404, (await api.Send("GET", $"{Root}/nodes/off-{_ns}")).Code);
    }

    [Fact]
    public async Task They_are_only_read()
    {
        Assert.Equal(405, (await api.Send("DELETE", $"{Root}/namespaces/{_ns}/pods/web")).Code);
        Assert.Equal(405, (await api.Send("POST", $"{Root}/namespaces/{_ns}/pods", "{}")).Code);
        Assert.Equal(405, (await api.Send("GET", $"{Root}/namespaces/{_ns}/pods?watch=true")).Code);
        Assert.Equal(404, (await api.Send("GET", $"{Root}/namespaces/{_ns}/pods/web/status")).Code);
    }

    [Fact]
    public async Task Discovery_lists_them_as_the_metrics_server_does()
    {
        var resources = (await api.Send("GET", Root)).Json["resources"]!.AsArray();

        Assert.Equal(
            [
                """{"name":"nodes","singularName":"","namespaced":false,"kind":"NodeMetrics","verbs":["get","list"]}""",
                """{"name":"pods","singularName":"","namespaced":true,"kind":"PodMetrics","verbs":["get","list"]}""",
            ],
            resources.Select(resource => resource!.ToJsonString()));
        Assert.Equal("metrics.k8s.io/v1beta1", (await api.Send("GET", "/apis/metrics.k8s.io")).At("preferredVersion.groupVersion"));
        Assert.Equal(["autoscaling/v2", "autoscaling/v1"], (await api.Send("GET", "/apis/autoscaling")).Json["versions"]!.AsArray().Select(version => (string?)version!["groupVersion"]));
    }

    [Fact]
    public async Task A_table_shows_them_to_kubectl_get()
    {
        var table = await api.Send("GET", $"{Root}/namespaces/{_ns}/pods/web", accept: "application/json;as=Table;v=v1;g=meta.k8s.io");

        Assert.Equal("""["web","124456789n","12349Ki","15.003s"]""", table.Json["rows"]![0]!["cells"]!.ToJsonString());
    }

    [Fact]
    public async Task Who_may_view_a_namespace_may_see_its_measures_and_not_those_of_others()
    {
        await api.Send("POST", $"/api/v1/namespaces/{_ns}/serviceaccounts", """{"metadata":{"name":"viewer"}}""");
        await api.Send(
            "POST", $"/apis/rbac.authorization.k8s.io/v1/namespaces/{_ns}/rolebindings",
            $$"""{"metadata":{"name":"view"},"roleRef":{"kind":"ClusterRole","name":"view","apiGroup":"rbac.authorization.k8s.io"},"subjects":[{"kind":"ServiceAccount","name":"viewer","namespace":"{{_ns}}"}]}""");
        using var viewer = api.NewClient();
        var account = api.Registry.Get(KindTable.ServiceAccount, new ObjectKey(_ns, "viewer")).As<V1ServiceAccount>();
        var token = api.Cluster.Services.GetRequiredService<ServiceAccountTokens>().Issue(account, [], TimeSpan.FromHours(1)).Token;
        viewer.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        Assert.Equal(200, (await ApiHost.Send(viewer, "GET", $"{Root}/namespaces/{_ns}/pods")).Code);
        Assert.Equal(403, (await ApiHost.Send(viewer, "GET", $"{Root}/namespaces/default/pods")).Code);
        Assert.Equal(403, (await ApiHost.Send(viewer, "GET", $"{Root}/nodes")).Code);
    }

    private UsageStore Store => api.Cluster.Services.GetRequiredService<UsageStore>();

    private async Task<string> Pod(string name, string app)
    {
        var made = await api.Send("POST", $"/api/v1/namespaces/{_ns}/pods", $$"""{"metadata":{"name":"{{name}}","labels":{"app":"{{app}}"} },"spec":{"containers":[{"name":"web","image":"i:1"}]} }""");
        return made.At("metadata.uid");
    }

    private static IEnumerable<string> Names(Reply list) => list.Json["items"]!.AsArray().Select(item => (string)item!["metadata"]!["name"]!);
}
