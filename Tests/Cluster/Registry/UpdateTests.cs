using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Registry;

public sealed class UpdateTests : IDisposable
{
    private const string Deployment =
        """{"metadata":{"name":"web"},"spec":{"replicas":0,"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"a","image":"a"}]}}}}""";

    private readonly TestRegistry _registry = new();

    public void Dispose() => _registry.Dispose();

    [Fact]
    public void A_stale_version_is_a_conflict()
    {
        var old = _registry.Create(KindTable.ConfigMap, """{"metadata":{"name":"a"},"data":{"x":"1"}}""");
        _registry.Patch(KindTable.ConfigMap, "a", PatchType.Merge, """{"data":{"x":"2"}}""");

        var put = Refused(() => Put(old));
        var patch = Refused(() => _registry.Patch(KindTable.ConfigMap, "a", PatchType.StrategicMerge, """{"metadata":{"resourceVersion":"1"}}"""));

        const string Message = "Operation cannot be fulfilled on configmaps \"a\": the object has been modified; please apply your changes to the latest version and try again";
        Assert.Equal((409, "Conflict", Message), (put.Code, put.Reason, put.Message));
        Assert.Equal(Message, patch.Message);
    }

    [Fact]
    public void Another_object_s_uid_is_a_conflict_in_a_replacement_and_invalid_in_a_patch()
    {
        var made = _registry.Create(KindTable.ConfigMap, """{"metadata":{"name":"a"}}""");
        var uid = (string)made["metadata"]!["uid"]!;
        made["metadata"]!["uid"] = "00000000-0000-0000-0000-000000000000";

        Assert.Equal(
            "Operation cannot be fulfilled on configmaps \"a\": StorageError: invalid object, Code: 4, Key: /registry/configmaps/default/a, ResourceVersion: 0, AdditionalErrorMsg: " +
            $"Precondition failed: UID in precondition: 00000000-0000-0000-0000-000000000000, UID in object meta: {uid}",
            Refused(() => Put(made)).Message);
        Assert.Equal(
            "ConfigMap \"a\" is invalid: metadata.uid: Invalid value: \"x\": field is immutable",
            Refused(() => _registry.Patch(KindTable.ConfigMap, "a", PatchType.Merge, """{"metadata":{"uid":"x"}}""")).Message);
    }

    [Fact]
    public void The_name_and_the_namespace_are_those_of_the_url()
    {
        _registry.Create(KindTable.ConfigMap, """{"metadata":{"name":"a"}}""");

        Assert.Equal(
            "the name of the object (q) does not match the name on the URL (a)",
            Refused(() => _registry.Patch(KindTable.ConfigMap, "a", PatchType.Merge, """{"metadata":{"name":"q"}}""")).Message);
        Assert.Equal(
            "the namespace of the object (other) does not match the namespace on the URL (default)",
            Refused(() => _registry.Patch(KindTable.ConfigMap, "a", PatchType.Merge, """{"metadata":{"namespace":"other"}}""")).Message);
        Assert.Equal(
            "the namespace of the provided object does not match the namespace sent on the request",
            Refused(() => _registry.Create(KindTable.ConfigMap, """{"metadata":{"name":"b","namespace":"other"}}""")).Message);
    }

    [Fact]
    public void What_is_there_already_and_what_is_not_there_are_named()
    {
        _registry.Create(KindTable.Deployment, Deployment);

        var exists = Refused(() => _registry.Create(KindTable.Deployment, Deployment));
        var missing = Refused(() => _registry.Patch(KindTable.Deployment, "nosuch", PatchType.Merge, "{}"));

        Assert.Equal((409, "AlreadyExists", "deployments.apps \"web\" already exists"), (exists.Code, exists.Reason, exists.Message));
        Assert.Equal((404, "NotFound", "deployments.apps \"nosuch\" not found"), (missing.Code, missing.Reason, missing.Message));
        Assert.Equal("""{"name":"nosuch","group":"apps","kind":"deployments"}""", missing.Details!.ToJsonString());
    }

    [Fact]
    public void The_generation_counts_changes_of_spec_and_annotations_but_not_of_labels_and_status()
    {
        _registry.Create(KindTable.Deployment, Deployment);

        Assert.Equal(1, Generation(_registry.Patch(KindTable.Deployment, "web", PatchType.Merge, """{"metadata":{"labels":{"a":"1"}}}""")));
        Assert.Equal(2, Generation(_registry.Patch(KindTable.Deployment, "web", PatchType.Merge, """{"metadata":{"annotations":{"note":"a"}}}""")));
        Assert.Equal(3, Generation(_registry.Patch(KindTable.Deployment, "web", PatchType.Merge, """{"spec":{"paused":true}}""")));
        var status = _registry.Objects.Patch(
            KindTable.Deployment, TestRegistry.Key("web"), new ObjectPatch(PatchType.Merge, TestRegistry.Json("""{"status":{"replicas":1}}""")), new WriteOptions(), "status").ToJson();
        Assert.Equal(3, Generation(status));
        Assert.Equal(3, Generation(_registry.Patch(KindTable.Deployment, "web", PatchType.Merge, """{"spec":{"replicas":0}}""")));
    }

    [Fact]
    public void Status_and_the_rest_are_written_apart()
    {
        var made = _registry.Create(KindTable.Deployment, Deployment);
        made["status"] = TestRegistry.Json("""{"replicas":3}""");
        made["spec"]!["replicas"] = 7;

        var spec = _registry.Objects.Update(KindTable.Deployment, TestRegistry.Key("web"), made.DeepClone().AsObject(), new WriteOptions()).ToJson();
        made["metadata"]!.AsObject().Remove("resourceVersion");
        made["spec"]!["replicas"] = 9;
        made["metadata"]!["labels"] = TestRegistry.Json("""{"a":"b"}""");
        var status = _registry.Objects.Update(KindTable.Deployment, TestRegistry.Key("web"), made, new WriteOptions(), "status").ToJson();

        Assert.Equal(("{}", "7"), (spec["status"]!.ToJsonString(), spec["spec"]!["replicas"]!.ToJsonString()));
        Assert.Equal(("""{"replicas":3}""", "7"), (status["status"]!.ToJsonString(), status["spec"]!["replicas"]!.ToJsonString()));
        Assert.Null(status["metadata"]!["labels"]);
    }

    [Fact]
    public void A_scale_says_how_many_are_wanted_and_changes_that()
    {
        _registry.Create(KindTable.Deployment, Deployment);

        var empty = _registry.Objects.GetScale(KindTable.Deployment, TestRegistry.Key("web"));
        _registry.Objects.Patch(
            KindTable.Deployment, TestRegistry.Key("web"), new ObjectPatch(PatchType.Merge, TestRegistry.Json("""{"spec":{"replicas":2}}""")), new WriteOptions(), "scale");
        var scale = _registry.Objects.GetScale(KindTable.Deployment, TestRegistry.Key("web"));
        scale["spec"]!["replicas"] = 5;
        var stored = _registry.Objects.Update(KindTable.Deployment, TestRegistry.Key("web"), scale.DeepClone().AsObject(), new WriteOptions(), "scale").ToJson();

        Assert.Equal(("Scale", "autoscaling/v1", "{}"), ((string?)empty["kind"], (string?)empty["apiVersion"], empty["spec"]!.ToJsonString()));
        Assert.Equal("""{"replicas":0,"selector":"app=web"}""", empty["status"]!.ToJsonString());
        Assert.Equal("5", stored["spec"]!["replicas"]!.ToJsonString());
        Assert.Equal(3, Generation(stored));
        Assert.True(Refused(() => _registry.Objects.Update(KindTable.Deployment, TestRegistry.Key("web"), scale, new WriteOptions(), "scale")).IsConflict);
    }

    [Fact]
    public void An_owner_without_a_uid_is_invalid_where_there_was_no_owner_before()
    {
        _registry.Create(KindTable.ConfigMap, """{"metadata":{"name":"c"}}""");

        var refused = Refused(() => _registry.Patch(
            KindTable.ConfigMap, "c", PatchType.StrategicMerge, """{"metadata":{"ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"x"}]}}"""));

        Assert.Equal("ConfigMap \"c\" is invalid: metadata.ownerReferences.uid: Invalid value: \"\": uid must not be empty", refused.Message);
    }

    [Fact]
    public void A_scale_below_zero_is_invalid()
    {
        _registry.Create(KindTable.Deployment, Deployment);

        var refused = Refused(() => _registry.Objects.Update(KindTable.Deployment, TestRegistry.Key("web"), TestRegistry.Json("""{"spec":{"replicas":-1}}"""), new WriteOptions(), "scale"));

        Assert.Equal("Scale.autoscaling \"web\" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0", refused.Message);
    }

    [Fact]
    public void A_pod_is_bound_once()
    {
        _registry.Create(KindTable.Pod, """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"a","image":"a"}]}}""");

        var bound = Bind("node-1");
        var refused = Refused(() => Bind("node-2"));

        Assert.Equal("node-1", (string?)bound["spec"]!["nodeName"]);
        Assert.Equal("""[{"type":"PodScheduled","status":"True","lastProbeTime":null,"lastTransitionTime":"2026-01-02T12:00:00Z"}]""", bound["status"]!["conditions"]!.ToJsonString());
        Assert.Equal((409, "Operation cannot be fulfilled on pods/binding \"p\": pod p is already assigned to node \"node-1\""), (refused.Code, refused.Message));
    }

    [Fact]
    public void Many_writers_without_a_version_lose_nothing()
    {
        _registry.Create(KindTable.ConfigMap, """{"metadata":{"name":"a"}}""");

        Parallel.For(0, 50, i => _registry.Patch(KindTable.ConfigMap, "a", PatchType.Merge, $$"""{"data":{"k{{i}}":"{{i}}"} }"""));

        Assert.Equal(50, _registry.Objects.Get(KindTable.ConfigMap, TestRegistry.Key("a")).ToJson()["data"]!.AsObject().Count);
    }

    private static long Generation(JsonObject body) => (long)body["metadata"]!["generation"]!;

    private static StatusException Refused(Action write) => Assert.Throws<StatusException>(write);

    private void Put(JsonObject body) => _registry.Objects.Update(KindTable.ConfigMap, TestRegistry.Key("a"), body.DeepClone().AsObject(), new WriteOptions());

    private JsonObject Bind(string node) =>
        _registry.Objects.Update(KindTable.Pod, TestRegistry.Key("p"), TestRegistry.Json($$$"""{"target":{"kind":"Node","name":"{{{node}}}"}}"""), new WriteOptions(), "binding").ToJson();
}
