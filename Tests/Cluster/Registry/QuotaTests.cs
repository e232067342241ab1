using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Loops.Quotas;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Registry;

public sealed class QuotaTests : IDisposable
{
    private readonly TestRegistry _registry = new();

    [Fact]
    public void A_pod_beyond_what_is_left_is_refused_with_what_is_used_and_allowed()
    {
        Quota("""{"pods":"5","requests.cpu":"1"}""");
        Pod("one", "100m");

        Assert.Equal(
            "pods \"two\" is forbidden: exceeded quota: small, requested: requests.cpu=950m, used: requests.cpu=100m, limited: requests.cpu=1",
            Refused(() => Pod("two", "950m")));
    }

    [Fact]
    public void What_is_exactly_left_may_be_taken()
    {
        Quota("""{"pods":"2","requests.cpu":"1"}""");
        Pod("one", "400m");

        Pod("two", "600m");

        Assert.Equal("pods \"three\" is forbidden: exceeded quota: small, requested: pods=1,requests.cpu=1m, used: pods=2,requests.cpu=1, limited: pods=2,requests.cpu=1", Refused(() => Pod("three", "1m")));
    }

    [Fact]
    public void A_quota_of_cpu_and_memory_wants_every_container_to_state_them()
    {
        Quota("""{"requests.cpu":"1","limits.memory":"1Gi"}""");

        Assert.Equal(
            "pods \"p\" is forbidden: failed quota: small: must specify limits.memory for: a,b; requests.cpu for: b",
            Refused(() => _registry.Create(KindTable.Pod, """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"b","image":"i:1"},{"name":"a","image":"i:1","resources":{"requests":{"cpu":"1m"}}}]}}""")));
    }

    [Theory]
    [InlineData("""{"configmaps":"1"}""", "exceeded quota: small, requested: configmaps=1, used: configmaps=1, limited: configmaps=1")]
    [InlineData("""{"count/configmaps":"1"}""", "exceeded quota: small, requested: count/configmaps=1, used: count/configmaps=1, limited: count/configmaps=1")]
    public void Objects_are_counted(string hard, string why)
    {
        Quota(hard);
        _registry.Create(KindTable.ConfigMap, """{"metadata":{"name":"a"}}""");

        Assert.Equal($"configmaps \"b\" is forbidden: {why}", Refused(() => _registry.Create(KindTable.ConfigMap, """{"metadata":{"name":"b"}}""")));
    }

    [Fact]
    public void A_Service_that_becomes_a_NodePort_takes_its_ports_then()
    {
        Quota("""{"services.nodeports":"1"}""");
        _registry.Create(KindTable.Service, """{"metadata":{"name":"s"},"spec":{"ports":[{"name":"a","port":80},{"name":"b","port":81}]}}""");

        Assert.Equal(
            "services \"s\" is forbidden: exceeded quota: small, requested: services.nodeports=2, used: services.nodeports=0, limited: services.nodeports=1",
            Refused(() => _registry.Patch(KindTable.Service, "s", PatchType.Merge, """{"spec":{"type":"NodePort"}}""")));
    }

    [Fact]
    public void Storage_is_counted_over_all_classes_and_for_each()
    {
        Quota("""{"requests.storage":"10Gi","fast.storageclass.storage.k8s.io/requests.storage":"1Gi"}""");
        Claim("slow", "slow", "2Gi");

        Assert.Equal(
            "persistentvolumeclaims \"big\" is forbidden: exceeded quota: small, requested: fast.storageclass.storage.k8s.io/requests.storage=2Gi, "
            + "used: fast.storageclass.storage.k8s.io/requests.storage=0, limited: fast.storageclass.storage.k8s.io/requests.storage=1Gi",
            Refused(() => Claim("big", "fast", "2Gi")));
    }

    [Theory]
    [InlineData("BestEffort", """{"containers":[{"name":"c","image":"i:1"}]}""", true)]
    [InlineData("BestEffort", """{"containers":[{"name":"c","image":"i:1","resources":{"requests":{"cpu":"1m"}}}]}""", false)]
    [InlineData("NotBestEffort", """{"containers":[{"name":"c","image":"i:1","resources":{"requests":{"cpu":"1m"}}}]}""", true)]
    [InlineData("Terminating", """{"activeDeadlineSeconds":5,"containers":[{"name":"c","image":"i:1"}]}""", true)]
    [InlineData("Terminating", """{"containers":[{"name":"c","image":"i:1"}]}""", false)]
    [InlineData("NotTerminating", """{"containers":[{"name":"c","image":"i:1"}]}""", true)]
    public void A_scope_says_which_pods_count(string scope, string spec, bool counts)
    {
        _registry.Create(KindTable.ResourceQuota, $$"""{"metadata":{"name":"small"},"spec":{"hard":{"pods":"0"},"scopes":["{{scope}}"]} }""");

        var fault = Record.Exception(() => _registry.Create(KindTable.Pod, $$$"""{"metadata":{"name":"p"},"spec":{{{spec}}} }"""));

        Assert.Equal(counts, fault is StatusException { Code: 403 });
    }

    [Fact]
    public void A_priority_is_a_scope_too()
    {
        _registry.Create(KindTable.PriorityClass, """{"metadata":{"name":"high"},"value":10}""");
        _registry.Create(
            KindTable.ResourceQuota,
            """{"metadata":{"name":"small"},"spec":{"hard":{"pods":"0"},"scopeSelector":{"matchExpressions":[{"scopeName":"PriorityClass","operator":"In","values":["high"]}]}}}""");

        _registry.Create(KindTable.Pod, """{"metadata":{"name":"low"},"spec":{"containers":[{"name":"c","image":"i:1"}]}}""");
        Assert.Contains("exceeded quota", Refused(() => _registry.Create(KindTable.Pod, """{"metadata":{"name":"p"},"spec":{"priorityClassName":"high","containers":[{"name":"c","image":"i:1"}]}}""")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_quota_cannot_count_is_no_quota()
    {
        var fault = Assert.Throws<StatusException>(() => Quota("""{"nosuch":"1"}"""));

        Assert.Equal(
            "ResourceQuota \"small\" is invalid: [spec.hard[nosuch]: Invalid value: nosuch: must be a standard resource type or fully qualified, "
            + "spec.hard[nosuch]: Invalid value: nosuch: must be a standard resource for quota]",
            fault.Message);
    }

    [Fact]
    public void Writers_at_the_same_time_cannot_take_more_than_there_is()
    {
        Quota("""{"configmaps":"5"}""");

        var made = Enumerable.Range(0, 40).AsParallel().WithDegreeOfParallelism(8)
            .Count(i => Record.Exception(() => _registry.Create(KindTable.ConfigMap, $$$"""{"metadata":{"name":"c{{{i}}}"} }""")) is null);

        Assert.Equal(5, made);
    }

    [Fact]
    public async Task The_loop_says_what_is_used_and_forgets_what_has_ended()
    {
        Quota("""{"pods":"2","requests.cpu":"1","limits.memory":"256Mi"}""");
        Pod("one", "100m", "64Mi");
        Pod("two", "200m", "64Mi");
        _registry.Objects.Patch(KindTable.Pod, TestRegistry.Key("two"), new ObjectPatch(PatchType.Merge, TestRegistry.Json("""{"status":{"phase":"Succeeded"}}""")), WriteOptions.Loop, "status");

        await new QuotaReconciler(_registry.Objects, _registry.Client, _registry.Time).ReconcileAsync(TestRegistry.Key("small"), CancellationToken.None);

        Assert.True(JsonNode.DeepEquals(
            TestRegistry.Json("""{"hard":{"pods":"2","requests.cpu":"1","limits.memory":"256Mi"},"used":{"limits.memory":"64Mi","pods":"1","requests.cpu":"100m"}}"""),
            _registry.Objects.Get(KindTable.ResourceQuota, TestRegistry.Key("small")).ToJson()["status"]));
    }

    public void Dispose() => _registry.Dispose();

    private void Quota(string hard) => _registry.Create(KindTable.ResourceQuota, $$$"""{"metadata":{"name":"small"},"spec":{"hard":{{{hard}}} } }""");

    private void Pod(string name, string cpu, string memory = "1Mi") => _registry.Create(
        KindTable.Pod,
        $$$$"""{"metadata":{"name":"{{{{name}}}}"},"spec":{"containers":[{"name":"c","image":"i:1","resources":{"requests":{"cpu":"{{{{cpu}}}}"},"limits":{"memory":"{{{{memory}}}}"}}}]}}""");

    private void Claim(string name, string type, string size) => _registry.Create(
        KindTable.PersistentVolumeClaim,
        $$$$$"""{"metadata":{"name":"{{{{{name}}}}}"},"spec":{"storageClassName":"{{{{{type}}}}}","accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"{{{{{size}}}}}"}}}}""");

    private static string Refused(Action write)
    {
        var fault = Assert.Throws<StatusException>(write);
        Assert.Equal(403, fault.Code);
        return fault.Message;
    }
}
