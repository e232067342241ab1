using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Registry;

public sealed class DeletionTests : IDisposable
{
    private readonly TestRegistry _registry = new();

    public void Dispose() => _registry.Dispose();

    [Fact]
    public void A_finalizer_holds_an_object_until_it_is_taken_away()
    {
        _registry.Create(KindTable.ConfigMap, """{"metadata":{"name":"held","finalizers":["example.com/hold"]}}""");

        var marked = Delete(KindTable.ConfigMap, "held");
        var again = Delete(KindTable.ConfigMap, "held");
        _registry.Patch(KindTable.ConfigMap, "held", PatchType.Merge, """{"data":{"still":"writable"}}""");
        var more = Refused(() => _registry.Patch(KindTable.ConfigMap, "held", PatchType.Json, """[{"op":"add","path":"/metadata/finalizers/-","value":"example.com/more"}]"""));
        _registry.Patch(KindTable.ConfigMap, "held", PatchType.Merge, """{"metadata":{"finalizers":null}}""");

        Assert.Equal(("2026-01-02T12:00:00Z", "0"), ((string?)marked["metadata"]!["deletionTimestamp"], marked["metadata"]!["deletionGracePeriodSeconds"]!.ToJsonString()));
        Assert.Equal(marked.ToJsonString(), again.ToJsonString());
        Assert.Equal(
            "ConfigMap \"held\" is invalid: metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{\"example.com/more\"}",
            more.Message);
        Assert.Null(_registry.Objects.Find(KindTable.ConfigMap, TestRegistry.Key("held")));
    }

    [Theory]
    [InlineData("Foreground", "foregroundDeletion")]
    [InlineData("Orphan", "orphan")]
    public void Propagation_is_left_to_the_garbage_collector_as_a_finalizer(string policy, string finalizer)
    {
        _registry.Create(KindTable.ConfigMap, """{"metadata":{"name":"owner"}}""");

        var marked = Delete(KindTable.ConfigMap, "owner", new DeletionOptions { PropagationPolicy = policy });

        Assert.Equal($"[\"{finalizer}\"]", marked["metadata"]!["finalizers"]!.ToJsonString());
        Assert.NotNull(marked["metadata"]!["deletionTimestamp"]);
    }

    [Fact]
    public void In_the_background_an_object_goes_at_once()
    {
        _registry.Create(KindTable.ConfigMap, """{"metadata":{"name":"owner"}}""");

        Delete(KindTable.ConfigMap, "owner", new DeletionOptions { PropagationPolicy = "Background" });

        Assert.Null(_registry.Objects.Find(KindTable.ConfigMap, TestRegistry.Key("owner")));
    }

    [Fact]
    public void A_pod_s_time_can_be_shortened_but_not_prolonged()
    {
        MakePod("slow", "node-1");

        var first = Delete(KindTable.Pod, "slow", new DeletionOptions { GracePeriodSeconds = 20 });
        _registry.Time.Advance(TimeSpan.FromSeconds(5));
        var longer = Delete(KindTable.Pod, "slow", new DeletionOptions { GracePeriodSeconds = 60 });
        var plain = Delete(KindTable.Pod, "slow");
        var shorter = Delete(KindTable.Pod, "slow", new DeletionOptions { GracePeriodSeconds = 3 });

        Assert.Equal("2026-01-02T12:00:20Z", (string?)first["metadata"]!["deletionTimestamp"]);
        Assert.Equal(first.ToJsonString(), longer.ToJsonString());
        Assert.Equal(first.ToJsonString(), plain.ToJsonString());
        Assert.Equal(("2026-01-02T12:00:08Z", "3"), ((string?)shorter["metadata"]!["deletionTimestamp"], shorter["metadata"]!["deletionGracePeriodSeconds"]!.ToJsonString()));
    }

    [Fact]
    public void A_pod_that_no_node_has_goes_at_once()
    {
        MakePod("waiting", node: null);

        Delete(KindTable.Pod, "waiting");

        Assert.Null(_registry.Objects.Find(KindTable.Pod, TestRegistry.Key("waiting")));
    }

    [Fact]
    public void A_precondition_that_does_not_hold_is_a_conflict()
    {
        var made = _registry.Create(KindTable.ConfigMap, """{"metadata":{"name":"c"}}""");

        var refused = Refused(() => Delete(KindTable.ConfigMap, "c", new DeletionOptions { PreconditionUid = "other" }));

        Assert.Equal(
            $"Operation cannot be fulfilled on ConfigMap \"c\": the UID in the precondition (other) does not match the UID in record ({(string?)made["metadata"]!["uid"]}). " +
            "The object might have been deleted and then recreated",
            refused.Message);
        Assert.True(refused.IsConflict);
        Assert.False(_registry.Client.Delete<k8s.Models.V1ConfigMap>("default", "c", new DeletionOptions { PreconditionUid = "other" }));
        Assert.False(_registry.Client.Delete<k8s.Models.V1ConfigMap>("default", "nosuch"));
    }

    [Fact]
    public void A_dry_run_deletes_nothing()
    {
        _registry.Create(KindTable.ConfigMap, """{"metadata":{"name":"c"}}""");

        Delete(KindTable.ConfigMap, "c", new DeletionOptions { DryRun = true });

        Assert.NotNull(_registry.Objects.Find(KindTable.ConfigMap, TestRegistry.Key("c")));
    }

    [Fact]
    public void A_namespace_ends_when_it_is_finalized_and_takes_nothing_new_until_then()
    {
        _registry.Create(KindTable.Namespace, """{"metadata":{"name":"two"}}""");

        var marked = _registry.Objects.Delete(KindTable.Namespace, ObjectKey.Cluster("two"), new DeletionOptions()).ToJson();
        var refused = Refused(() => _registry.Objects.Create(KindTable.ConfigMap, "two", TestRegistry.Json("""{"metadata":{"name":"z"}}"""), new WriteOptions()));
        var finalized = marked.DeepClone().AsObject();
        finalized["spec"]!.AsObject().Remove("finalizers");
        _registry.Objects.Update(KindTable.Namespace, ObjectKey.Cluster("two"), finalized, WriteOptions.Loop, "finalize");

        Assert.Equal("Terminating", (string?)marked["status"]!["phase"]);
        Assert.Equal((403, "configmaps \"z\" is forbidden: unable to create new content in namespace two because it is being terminated"), (refused.Code, refused.Message));
        Assert.Equal("NamespaceTerminating", (string?)refused.Details!["causes"]![0]!["reason"]);
        Assert.Null(_registry.Objects.Find(KindTable.Namespace, ObjectKey.Cluster("two")));
    }

    [Theory]
    [InlineData("default")]
    [InlineData("kube-system")]
    [InlineData("kube-public")]
    public void The_system_s_namespaces_stay(string name)
    {
        var refused = Refused(() => _registry.Objects.Delete(KindTable.Namespace, ObjectKey.Cluster(name), new DeletionOptions { DryRun = true }));

        Assert.Equal((403, $"namespaces \"{name}\" is forbidden: this namespace may not be deleted"), (refused.Code, refused.Message));
    }

    private static StatusException Refused(Action write) => Assert.Throws<StatusException>(write);

    private JsonObject Delete(ResourceKind kind, string name, DeletionOptions? options = null) =>
        _registry.Objects.Delete(kind, TestRegistry.Key(name), options ?? new DeletionOptions()).ToJson();

    private void MakePod(string name, string? node) =>
        _registry.Objects.Create(
            KindTable.Pod,
            "default",
            TestRegistry.Json($$$"""{"metadata":{"name":"{{{name}}}"},"spec":{"nodeName":{{{(node is null ? "null" : $"\"{node}\"")}}},"containers":[{"name":"a","image":"a"}]}}"""),
            WriteOptions.Loop);
}
