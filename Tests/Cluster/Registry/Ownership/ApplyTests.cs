using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Registry.Ownership;

/// <summary>Server-side apply: who owns which field, who may change it, and what goes when nobody applies it any more.</summary>
public sealed class ApplyTests : IDisposable
{
    private const string Deployment =
        """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"replicas":1,"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"a","image":"x:1","ports":[{"containerPort":8080}]}]}}}}""";

    private readonly TestRegistry _registry = new();

    [Fact]
    public void Who_applies_owns_what_is_applied_and_no_default()
    {
        var made = Apply(KindTable.Deployment, "web", "one", Deployment);

        Assert.Equal(
            """{"f:spec":{"f:replicas":{},"f:selector":{},"f:template":{"f:metadata":{"f:labels":{"f:app":{}}},"f:spec":{"f:containers":{"k:{\"name\":\"a\"}":{".":{},"f:image":{},"f:name":{},"f:ports":{"k:{\"containerPort\":8080,\"protocol\":\"TCP\"}":{".":{},"f:containerPort":{}}}}}}}}}""",
            FieldsOf(made, "one"));
    }

    [Fact]
    public void Applying_the_same_again_changes_nothing()
    {
        var first = Apply(KindTable.Deployment, "web", "one", Deployment);
        _registry.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(first.ToJsonString(), Apply(KindTable.Deployment, "web", "one", Deployment).ToJsonString());
    }

    [Fact]
    public void What_another_owns_is_not_changed_without_force()
    {
        ApplyMap("one", """{"a":"1","b":"1"}""");

        var refused = Assert.Throws<StatusException>(() => ApplyMap("two", """{"b":"2","c":"2"}"""));

        Assert.Equal((409, "Conflict", "Apply failed with 1 conflict: conflict with \"one\": .data.b"), (refused.Code, refused.Reason, refused.Message));
        Assert.Equal(
            """{"causes":[{"reason":"FieldManagerConflict","message":"conflict with \"one\"","field":".data.b"}]}""", refused.Details!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Fact]
    public void Several_conflicts_are_listed_by_owner()
    {
        ApplyMap("one", """{"a":"1","b":"1"}""");

        var refused = Assert.Throws<StatusException>(() => ApplyMap("two", """{"a":"2","b":"2"}"""));

        Assert.Equal("Apply failed with 2 conflicts: conflicts with \"one\":\n- .data.a\n- .data.b", refused.Message);
    }

    [Fact]
    public void Force_takes_fields_over()
    {
        ApplyMap("one", """{"a":"1","b":"1"}""");

        var forced = ApplyMap("two", """{"b":"2","c":"2"}""", force: true);

        Assert.Equal("""{"a":"1","b":"2","c":"2"}""", forced["data"]!.ToJsonString());
        Assert.Equal("""{"f:data":{"f:a":{}}}""", FieldsOf(forced, "one"));
        Assert.Equal("""{"f:data":{"f:b":{},"f:c":{}}}""", FieldsOf(forced, "two"));
    }

    [Fact]
    public void What_is_applied_no_longer_goes_unless_another_owns_it()
    {
        ApplyMap("one", """{"a":"1","b":"1"}""");
        ApplyMap("two", """{"b":"1"}""");

        var left = ApplyMap("one", "{}");

        Assert.Equal("""{"b":"1"}""", left["data"]!.ToJsonString());
        Assert.Equal("""{"f:data":{}}""", FieldsOf(left, "one"));
    }

    [Fact]
    public void Who_applies_no_labels_any_more_takes_nothing_else_of_the_metadata()
    {
        const string labelled = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m","labels":{"a":"1","b":"2"}}}""";
        var before = Apply(KindTable.ConfigMap, "m", "one", labelled);

        var after = Apply(KindTable.ConfigMap, "m", "one", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m"}}""");

        Assert.False(after["metadata"]!.AsObject().ContainsKey("labels"));
        foreach (var system in new[] { "name", "namespace", "uid", "creationTimestamp" })
        {
            Assert.Equal((string?)before["metadata"]![system], (string?)after["metadata"]![system]);
        }
    }

    [Fact]
    public void An_ordinary_write_takes_the_fields_that_it_changes()
    {
        ApplyMap("one", """{"a":"1","b":"1"}""");

        var patched = _registry.Objects.Patch(
            KindTable.ConfigMap, TestRegistry.Key("m"), new ObjectPatch(PatchType.Merge, JsonNode.Parse("""{"data":{"b":"hand"}}""")!), new WriteOptions { FieldManager = "hand" }).ToJson();

        Assert.Equal("""{"f:data":{"f:a":{}}}""", FieldsOf(patched, "one"));
        Assert.Equal("""{"f:data":{"f:b":{}}}""", FieldsOf(patched, "hand"));
        var refused = Assert.Throws<StatusException>(() => ApplyMap("one", """{"a":"1","b":"1"}"""));
        Assert.Equal("Apply failed with 1 conflict: conflict with \"hand\" using v1: .data.b", refused.Message);
    }

    [Fact]
    public void A_scale_is_owned_by_whoever_scaled()
    {
        Apply(KindTable.Deployment, "web", "one", Deployment);
        _registry.Objects.Patch(
            KindTable.Deployment, TestRegistry.Key("web"), new ObjectPatch(PatchType.Merge, JsonNode.Parse("""{"spec":{"replicas":3}}""")!), new WriteOptions { FieldManager = "kubectl" }, "scale");

        var refused = Assert.Throws<StatusException>(() => Apply(KindTable.Deployment, "web", "one", Deployment));

        Assert.Equal("Apply failed with 1 conflict: conflict with \"kubectl\" with subresource \"scale\" using apps/v1: .spec.replicas", refused.Message);
    }

    [Fact]
    public void A_new_object_is_owned_by_its_maker_without_status()
    {
        var made = _registry.Objects.Create(
            KindTable.ConfigMap, "default", TestRegistry.Json("""{"metadata":{"name":"m","annotations":{"x":"y"}},"data":{"a":"1"}}"""), new WriteOptions { FieldManager = "kubectl-create" }).ToJson();

        Assert.Equal("""{"f:data":{".":{},"f:a":{}},"f:metadata":{"f:annotations":{".":{},"f:x":{}}}}""", FieldsOf(made, "kubectl-create"));
    }

    [Fact]
    public void What_client_side_apply_wrote_is_taken_over_by_kubectl_without_a_conflict()
    {
        var body = TestRegistry.Json("""{"metadata":{"name":"m","annotations":{}},"data":{"a":"1"}}""");
        body["metadata"]!["annotations"]!["kubectl.kubernetes.io/last-applied-configuration"] = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"annotations":{},"name":"m","namespace":"default"},"data":{"a":"1"}}""";
        _registry.Objects.Create(KindTable.ConfigMap, "default", body, new WriteOptions { FieldManager = "kubectl-create" });

        Assert.Equal("""{"a":"2"}""", ApplyMap("kubectl", """{"a":"2"}""")["data"]!.ToJsonString());
    }

    [Fact]
    public void Owners_can_be_forgotten_and_rewritten_by_who_writes_the_object()
    {
        ApplyMap("one", """{"a":"1"}""");

        var reset = _registry.Patch(KindTable.ConfigMap, "m", PatchType.Merge, """{"metadata":{"managedFields":[{}]}}""");

        Assert.Null(reset["metadata"]!["managedFields"]);
        Assert.Equal("""{"f:data":{"f:a":{}}}""", FieldsOf(ApplyMap("two", """{"a":"1"}"""), "two"));
    }

    [Fact]
    public void Elements_of_a_list_are_merged_by_their_keys_and_keep_their_places()
    {
        Apply(KindTable.Deployment, "web", "one", Deployment);
        var sidecar = Deployment.Replace("\"containers\":[", "\"containers\":[{\"name\":\"s\",\"image\":\"s:1\"},", StringComparison.Ordinal);

        var merged = Apply(KindTable.Deployment, "web", "two", sidecar);
        var back = Apply(KindTable.Deployment, "web", "two", Deployment);

        Assert.Equal(["s", "a"], Containers(merged));
        Assert.Equal(["a"], Containers(back));
    }

    [Theory]
    [InlineData("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m"},"data":{"a":{"b":"c"}}}""", ".data.a: expected string, got &value.valueUnstructured{Value:map[string]interface {}{\"b\":\"c\"}}")]
    [InlineData("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m"},"nosuch":1}""", ".nosuch: field not declared in schema")]
    public void What_is_none_of_the_kind_is_refused(string body, string why)
    {
        var refused = Assert.Throws<StatusException>(() => Apply(KindTable.ConfigMap, "m", "one", body));

        Assert.Equal((500, "", $"failed to create typed patch object (default/m; /v1, Kind=ConfigMap): {why}"), (refused.Code, refused.Reason, refused.Message));
    }

    public void Dispose() => _registry.Dispose();

    private static string? FieldsOf(JsonObject body, string manager) => body["metadata"]!["managedFields"]!.AsArray()
        .Single(entry => entry!["manager"]!.ToString() == manager)!["fieldsV1"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static IEnumerable<string> Containers(JsonObject deployment) =>
        deployment["spec"]!["template"]!["spec"]!["containers"]!.AsArray().Select(container => container!["name"]!.ToString());

    private JsonObject ApplyMap(string manager, string data, bool force = false) =>
        Apply(KindTable.ConfigMap, "m", manager, $$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m"},"data":{{data}} }""", force);

    private JsonObject Apply(ResourceKind kind, string name, string manager, string body, bool force = false) =>
        _registry.Objects.Patch(kind, TestRegistry.Key(name), new ObjectPatch(PatchType.Apply, JsonNode.Parse(body)!) { Force = force }, new WriteOptions { FieldManager = manager }).ToJson();
}
