using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Loops.Definitions;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Tests.Registry;

namespace Workshop.Cluster.Tests.Definitions;

/// <summary>A registry whose definitions are established by passes that the test makes.</summary>
internal sealed class DefinitionWorld : IDisposable
{
    public const string Name = "crontabs.stable.example.com";

    private readonly DefinitionReconciler _loop;

    public DefinitionWorld() => _loop = new DefinitionReconciler(Registry.Objects, Registry.Time);

    public TestRegistry Registry { get; } = new();

    /// <summary>The kind in the version v1, as it is served now.</summary>
    public ResourceKind Kind => KindOf("v1") ?? throw new InvalidOperationException("CronTab is not served.");

    /// <summary>A definition of CronTabs whose spec has this schema.</summary>
    public static JsonObject Definition(string spec = """{"type":"object"}""", string more = "") => TestRegistry.Json($$$"""
        {"metadata":{"name":"{{{Name}}}"},"spec":{"group":"stable.example.com","scope":"Namespaced","names":{"plural":"crontabs","kind":"CronTab","shortNames":["ct"]},
         "versions":[{"name":"v1","served":true,"storage":true{{{more}}},"schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{{{spec}}} } } } }]} }
        """);

    public JsonObject Create(JsonObject definition) =>
        Registry.Objects.Create(KindTable.CustomResourceDefinition, "", definition, TestRegistry.Strict).ToJson();

    /// <summary>Creates it and makes the pass that establishes it.</summary>
    public void Establish(JsonObject definition)
    {
        Create(definition);
        Pass(definition["metadata"]!["name"]!.ToString());
    }

    public void Pass(string name = Name) => _loop.ReconcileAsync(ObjectKey.Cluster(name), CancellationToken.None).GetAwaiter().GetResult();

    public ResourceKind? KindOf(string version) => Registry.Objects.Kinds.Current.Find("stable.example.com", version, "crontabs");

    public JsonObject Stored(string name = Name) => Registry.Objects.Get(KindTable.CustomResourceDefinition, ObjectKey.Cluster(name)).ToJson();

    public JsonObject Change(Action<JsonObject> change, string name = Name)
    {
        var body = Stored(name);
        change(body);
        return Registry.Objects.Update(KindTable.CustomResourceDefinition, ObjectKey.Cluster(name), body, TestRegistry.Strict).ToJson();
    }

    public string Condition(string type, string name = Name)
    {
        var condition = Stored(name)["status"]!["conditions"]!.AsArray().FirstOrDefault(condition => (string)condition!["type"]! == type);
        return condition is null ? "" : $"{condition["status"]} {condition["reason"]}: {condition["message"]}";
    }

    public JsonObject CreateTab(string spec, string name = "a", FieldValidation validation = FieldValidation.Strict, IList<string>? warnings = null) => Registry.Objects.Create(
        Kind, "default", Tab(spec, name), new WriteOptions { FieldValidation = validation, Warnings = warnings ?? [] }).ToJson();

    public static JsonObject Tab(string spec, string name = "a") =>
        TestRegistry.Json($$"""{"apiVersion":"stable.example.com/v1","kind":"CronTab","metadata":{"name":"{{name}}"},"spec":{{spec}}}""");

    public void Dispose() => Registry.Dispose();
}
