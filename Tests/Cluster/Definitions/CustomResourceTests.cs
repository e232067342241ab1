using System.Text.Json.Nodes;
using Workshop.Cluster.Loops.Definitions;
using Workshop.Cluster.Network;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Registry.Addresses;
using Workshop.Cluster.Registry.Selectors;
using Workshop.Cluster.Store;
using Workshop.Cluster.Tests.Api;
using Workshop.Cluster.Tests.Registry;

namespace Workshop.Cluster.Tests.Definitions;

/// <summary>Custom resources as objects: generations, status, scale, versions, columns, and life after a restart.</summary>
public sealed class CustomResourceTests : IDisposable
{
    private const string Spec = """{"type":"object","properties":{"replicas":{"type":"integer"},"note":{"type":"string"}}}""";
    private const string Subresources = ""","subresources":{"status":{},"scale":{"specReplicasPath":".spec.replicas","statusReplicasPath":".status.replicas","labelSelectorPath":".status.selector"}}""";

    private readonly DefinitionWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Its_generation_counts_what_the_user_asks_for()
    {
        _world.Establish(WithStatus());
        _world.CreateTab("""{"replicas":1}""");
        Assert.Equal(1, Generation(_world.Registry.Patch(_world.Kind, "a", PatchType.Merge, """{"metadata":{"labels":{"x":"y"}}}""")));
        Assert.Equal(2, Generation(_world.Registry.Patch(_world.Kind, "a", PatchType.Merge, """{"spec":{"replicas":2}}""")));
        Assert.Equal(2, Generation(PatchStatus("""{"status":{"replicas":2}}""")));
    }

    [Fact]
    public void The_status_is_written_by_its_subresource_only_and_held_against_the_schema()
    {
        _world.Establish(WithStatus());
        var body = DefinitionWorld.Tab("{}");
        body["status"] = new JsonObject { ["replicas"] = 9 };
        Assert.Null(_world.Registry.Objects.Create(_world.Kind, "default", body, TestRegistry.Strict).ToJson()["status"]);

        Assert.Null(_world.Registry.Patch(_world.Kind, "a", PatchType.Merge, """{"status":{"replicas":9}}""")["status"]);
        var patched = PatchStatus("""{"status":{"replicas":3},"spec":{"note":"no"}}""");
        Assert.Equal(("""{"replicas":3}""", "{}"), (patched["status"]!.ToJsonString(), patched["spec"]!.ToJsonString()));

        var refused = Assert.Throws<StatusException>(() => PatchStatus("""{"status":{"replicas":"three"}}"""));
        Assert.EndsWith("status.replicas: Invalid value: \"string\": status.replicas in body must be of type integer: \"string\"", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_scale_is_where_the_definition_says()
    {
        _world.Establish(WithStatus());
        _world.CreateTab("""{"replicas":2}""");
        PatchStatus("""{"status":{"replicas":1,"selector":"app=x"}}""");

        var scale = _world.Registry.Objects.GetScale(_world.Kind, TestRegistry.Key("a"));
        Assert.Equal(("""{"replicas":2}""", """{"replicas":1,"selector":"app=x"}"""), (scale["spec"]!.ToJsonString(), scale["status"]!.ToJsonString()));
        scale["spec"]!["replicas"] = 5;
        var scaled = _world.Registry.Objects.Update(_world.Kind, TestRegistry.Key("a"), scale, TestRegistry.Strict, "scale").ToJson();
        Assert.Equal((5, 2), ((int)scaled["spec"]!["replicas"]!, Generation(scaled)));
    }

    [Fact]
    public void Without_the_field_for_its_replicas_it_has_no_scale()
    {
        _world.Establish(WithStatus());
        _world.CreateTab("{}");

        var failed = Assert.Throws<StatusException>(() => _world.Registry.Objects.GetScale(_world.Kind, TestRegistry.Key("a")));

        Assert.Equal((500, "Internal error occurred: the spec replicas field \".spec.replicas\" does not exist"), (failed.Code, failed.Message));
    }

    [Fact]
    public async Task Every_served_version_shows_the_same_object_and_one_is_kept()
    {
        var definition = DefinitionWorld.Definition(Spec);
        var old = definition["spec"]!["versions"]![0]!.DeepClone();
        old["name"] = "v1beta1";
        old["storage"] = false;
        old["schema"]!["openAPIV3Schema"]!["properties"]!["spec"]!["properties"]!.AsObject().Remove("note");
        definition["spec"]!["versions"]!.AsArray().Add(old);
        _world.Establish(definition);
        var beta = _world.KindOf("v1beta1")!;
        var since = _world.Registry.Objects.ResourceVersion;

        var body = DefinitionWorld.Tab("""{"replicas":1}""");
        body["apiVersion"] = "stable.example.com/v1beta1";
        var made = _world.Registry.Objects.Create(beta, "default", body, TestRegistry.Strict);
        _world.Registry.Patch(_world.Kind, "a", PatchType.Merge, """{"spec":{"note":"new"}}""");

        Assert.Equal("stable.example.com/v1beta1", (string)made.ToJson()["apiVersion"]!);
        Assert.Equal(("stable.example.com/v1", """{"replicas":1,"note":"new"}"""), Seen(_world.Registry.Objects.Get(_world.Kind, TestRegistry.Key("a"))));
        Assert.Equal(("stable.example.com/v1beta1", """{"replicas":1}"""), Seen(_world.Registry.Objects.List(beta, null).Items.Single()));
        await using var watch = _world.Registry.Objects.WatchAsync(beta, null, since, CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(("stable.example.com/v1beta1", """{"replicas":1}"""), Seen(watch.Current.Object));
        _world.Registry.Objects.Delete(beta, TestRegistry.Key("a"), new DeletionOptions());
        Assert.Null(_world.Registry.Objects.Find(_world.Kind, TestRegistry.Key("a")));
    }

    [Fact]
    public void What_the_kept_version_does_not_know_is_not_kept()
    {
        var definition = DefinitionWorld.Definition(Spec);
        var more = definition["spec"]!["versions"]![0]!.DeepClone();
        more["name"] = "v2";
        more["storage"] = false;
        more["schema"]!["openAPIV3Schema"]!["properties"]!["spec"]!["properties"]!["color"] = JsonNode.Parse("""{"type":"string"}""");
        definition["spec"]!["versions"]!.AsArray().Add(more);
        _world.Establish(definition);

        var body = DefinitionWorld.Tab("""{"replicas":1,"color":"red"}""");
        body["apiVersion"] = "stable.example.com/v2";
        var made = _world.Registry.Objects.Create(_world.KindOf("v2")!, "default", body, TestRegistry.Strict);

        Assert.Equal(("stable.example.com/v2", """{"replicas":1}"""), Seen(made));
        Assert.Equal(("stable.example.com/v1", """{"replicas":1}"""), Seen(_world.Registry.Objects.Get(_world.Kind, TestRegistry.Key("a"))));
    }

    [Fact]
    public void An_object_of_an_older_schema_is_read_by_the_present_one()
    {
        _world.Establish(DefinitionWorld.Definition(Spec));
        _world.CreateTab("""{"replicas":1,"note":"x"}""");

        _world.Change(body => body["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!["properties"]!["spec"] =
            JsonNode.Parse("""{"type":"object","properties":{"replicas":{"type":"integer"},"color":{"type":"string","default":"red"}}}"""));

        Assert.Equal("""{"replicas":1,"color":"red"}""", Seen(_world.Registry.Objects.Get(_world.Kind, TestRegistry.Key("a"))).Spec);
    }

    [Fact]
    public void A_body_of_another_kind_is_refused()
    {
        _world.Establish(DefinitionWorld.Definition(Spec));
        var (body, other) = (DefinitionWorld.Tab("{}"), DefinitionWorld.Tab("{}"));
        body["kind"] = "Tab";
        other["apiVersion"] = "stable.example.com/v2";

        Assert.Equal("CronTab.stable.example.com \"a\" is invalid: kind: Invalid value: \"Tab\": must be CronTab", Refused(body));
        Assert.Equal("the API version in the data (stable.example.com/v2) does not match the expected API version (stable.example.com/v1)", Refused(other));

        string Refused(JsonObject wrong) => Assert.Throws<StatusException>(() => _world.Registry.Objects.Create(_world.Kind, "default", wrong, TestRegistry.Strict)).Message;
    }

    [Fact]
    public void Columns_are_read_from_the_object()
    {
        _world.Establish(DefinitionWorld.Definition(Spec, """
            ,"additionalPrinterColumns":[{"name":"Replicas","type":"integer","jsonPath":".spec.replicas"},{"name":"Ready","type":"string","jsonPath":".status.conditions[?(@.type==\"Ready\")].status"},
             {"name":"Hosts","type":"string","jsonPath":".spec.hosts"},{"name":"Last","type":"string","jsonPath":".spec.hosts[-1]","priority":1},{"name":"Gone","type":"date","jsonPath":".spec.gone"},
             {"name":"On","type":"boolean","jsonPath":".spec.on"},{"name":"Part","type":"number","jsonPath":".spec.part"},{"name":"App","type":"string","jsonPath":".metadata.labels.example\\.com/app"}]
            """));

        Assert.Equal("Name:string/name Replicas:integer Ready:string Hosts:string Last:string+ Gone:date On:boolean Part:number App:string", Row.Columns(_world.Kind));
        Assert.Equal(
            "x | 3 | True | [\"a\",\"b\"] | b | 60s | True | 0.5 | web",
            Row.Of(_world.Kind, """
                {"metadata":{"labels":{"example.com/app":"web"}},"spec":{"replicas":3,"hosts":["a","b"],"gone":"2026-02-28T23:59:00Z","on":true,"part":0.5},
                 "status":{"conditions":[{"type":"Other","status":"False"},{"type":"Ready","status":"True"}]} }
                """));
        Assert.Equal("x |  |  |  |  | <invalid> |  |  | ", Row.Of(_world.Kind, """{"spec":{"replicas":"many","gone":"soon"}}"""));
    }

    [Fact]
    public void Columns_end_before_the_first_whose_path_is_none()
    {
        _world.Establish(DefinitionWorld.Definition(Spec, """
            ,"additionalPrinterColumns":[{"name":"Replicas","type":"integer","jsonPath":".spec.replicas"},{"name":"Wrong","type":"string","jsonPath":".spec[?a]"},{"name":"Hosts","type":"string","jsonPath":".spec.hosts"}]
            """));

        Assert.Equal(("Name:string/name Replicas:integer", "x | 3"), (Row.Columns(_world.Kind), Row.Of(_world.Kind, """{"spec":{"replicas":3}}""")));
    }

    [Fact]
    public void Without_columns_of_its_own_it_shows_its_age()
    {
        _world.Establish(DefinitionWorld.Definition());
        Assert.Equal(("Name:string/name Age:date", "x | 60s"), (Row.Columns(_world.Kind), Row.Of(_world.Kind, "{}")));
        Assert.Equal("Name:string/name Created_At:date", Row.Columns(Kinds.KindTable.CustomResourceDefinition));
    }

    [Fact]
    public void It_is_chosen_by_the_fields_that_the_definition_names()
    {
        _world.Establish(DefinitionWorld.Definition(Spec, ""","selectableFields":[{"jsonPath":".spec.note"}]"""));
        _world.CreateTab("""{"note":"x"}""");
        var item = _world.Registry.Objects.Get(_world.Kind, TestRegistry.Key("a"));

        Assert.True(FieldSelector.Parse("spec.note=x", _world.Kind).Matches(item));
        Assert.False(FieldSelector.Parse("spec.note!=x", _world.Kind).Matches(item));
        Assert.Equal("field label not supported: spec.replicas", Assert.Throws<StatusException>(() => FieldSelector.Parse("spec.replicas=1", _world.Kind)).Message);
    }

    [Fact]
    public async Task Definitions_and_their_objects_are_there_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("cluster.db");
        using (var store = ObjectStore.Open(path))
        {
            var objects = Open(store);
            SystemNamespaces.Ensure(objects);
            objects.Create(Kinds.KindTable.CustomResourceDefinition, "", DefinitionWorld.Definition(Spec), TestRegistry.Strict);
            await new DefinitionReconciler(objects, TimeProvider.System).ReconcileAsync(ObjectKey.Cluster(DefinitionWorld.Name), CancellationToken.None);
            objects.Create(objects.Kinds.Current.Find("stable.example.com", "v1", "crontabs")!, "default", DefinitionWorld.Tab("""{"note":"kept"}"""), TestRegistry.Strict);
        }

        using var again = ObjectStore.Open(path);
        var kind = again.Kinds.Current.FindByKind("stable.example.com/v1", "CronTab")!;
        Assert.Equal("""{"note":"kept"}""", Seen(Open(again).Get(kind, TestRegistry.Key("a"))).Spec);

        static ObjectRegistry Open(ObjectStore store) => new(store, new LoopbackServiceAddresses(new LoopbackRange(99)), TimeProvider.System);
    }

    private static (string Version, string Spec) Seen(StoredObject item) => ((string)item.ToJson()["apiVersion"]!, item.ToJson()["spec"]!.ToJsonString());

    private static int Generation(JsonObject body) => (int)body["metadata"]!["generation"]!;

    private static JsonObject WithStatus()
    {
        var definition = DefinitionWorld.Definition(Spec, Subresources);
        definition["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!["properties"]!["status"] = JsonNode.Parse("""{"type":"object","properties":{"replicas":{"type":"integer"},"selector":{"type":"string"}}}""");
        return definition;
    }

    private JsonObject PatchStatus(string body) =>
        _world.Registry.Objects.Patch(_world.Kind, TestRegistry.Key("a"), new ObjectPatch(PatchType.Merge, JsonNode.Parse(body)!), TestRegistry.Strict, "status").ToJson();
}
