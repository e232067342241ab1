using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Api;

[Collection(SharedApi.Name)]
public sealed class EvictionTests(ApiHost api) : IAsyncLifetime
{
    private string _ns = "";

    public async Task InitializeAsync()
    {
        _ns = await api.NewNamespace();
        foreach (var name in new[] { "a", "b" })
        {
            Create(KindTable.Pod, $$$"""{"metadata":{"name":"{{{name}}}","labels":{"app":"web"} },"spec":{"nodeName":"node-1","containers":[{"name":"c","image":"i:1"}]} }""");
            SetStatus(KindTable.Pod, name, """{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}""");
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Without_a_budget_an_eviction_is_a_deletion()
    {
        var reply = await Evict("a");

        Assert.Equal((201, "Success"), (reply.Code, reply.At("status")));
        Assert.NotNull(Pod("a")["metadata"]!["deletionTimestamp"]);
        Assert.Equal("EvictionByEvictionAPI", Pod("a")["status"]!["conditions"]!.AsArray().Single(condition => condition!["type"]!.ToString() == "DisruptionTarget")!["reason"]!.ToString());
    }

    [Fact]
    public async Task A_budget_lets_go_as_many_as_it_can_spare_and_then_says_429()
    {
        MakeBudget("web", allowed: 1);

        Assert.Equal(201, (await Evict("a")).Code);
        var second = await Evict("b");

        Assert.Equal((429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget."), (second.Code, second.At("reason"), second.Message));
        Assert.Equal("The disruption budget web needs 1 healthy pods and has 2 currently", second.At("details.causes.0.message"));
        Assert.Null(Pod("b")["metadata"]!["deletionTimestamp"]);
        Assert.Equal(["a"], api.Registry.Get(KindTable.PodDisruptionBudget, new ObjectKey(_ns, "web")).ToJson()["status"]!["disruptedPods"]!.AsObject().Select(pair => pair.Key));
    }

    [Fact]
    public async Task A_trial_takes_nothing()
    {
        MakeBudget("web", allowed: 1);

        Assert.Equal(201, (await Evict("a", ""","deleteOptions":{"dryRun":["All"]}""")).Code);

        Assert.Null(Pod("a")["metadata"]!["deletionTimestamp"]);
        Assert.Equal(201, (await Evict("b")).Code);
    }

    [Fact]
    public async Task Two_budgets_for_one_pod_are_a_mistake_that_is_named()
    {
        MakeBudget("one", allowed: 1);
        MakeBudget("two", allowed: 1);

        var reply = await Evict("a");

        Assert.Equal((500, "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support."), (reply.Code, reply.Message));
    }

    [Fact]
    public async Task A_budget_that_is_not_yet_reckoned_holds_its_pods()
    {
        Create(KindTable.PodDisruptionBudget, """{"metadata":{"name":"new"},"spec":{"minAvailable":0,"selector":{"matchLabels":{"app":"web"}}}}""");

        Assert.Equal(429, (await Evict("a")).Code);
    }

    private Task<Reply> Evict(string pod, string more = "") =>
        api.Send("POST", $"/api/v1/namespaces/{_ns}/pods/{pod}/eviction", $$$"""{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"{{{pod}}}"}{{{more}}} }""");

    private JsonObject Pod(string name) => api.Registry.Get(KindTable.Pod, new ObjectKey(_ns, name)).ToJson();

    private void MakeBudget(string name, int allowed)
    {
        Create(KindTable.PodDisruptionBudget, $$$"""{"metadata":{"name":"{{{name}}}"},"spec":{"minAvailable":1,"selector":{"matchLabels":{"app":"web"} } } }""");
        SetStatus(KindTable.PodDisruptionBudget, name, $$"""{"observedGeneration":1,"disruptionsAllowed":{{allowed}},"currentHealthy":2,"desiredHealthy":1,"expectedPods":2}""");
    }

    private void Create(ResourceKind kind, string body) => api.Registry.Create(kind, _ns, JsonNode.Parse(body)!.AsObject(), WriteOptions.Loop);

    private void SetStatus(ResourceKind kind, string name, string status) =>
        api.Registry.Patch(kind, new ObjectKey(_ns, name), new ObjectPatch(PatchType.Merge, new JsonObject { ["status"] = JsonNode.Parse(status) }), WriteOptions.Loop, "status");
}
