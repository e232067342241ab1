using System.Text.Json.Nodes;
using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Registry.Fields;

namespace Workshop.Cluster.Api.OpenApi;

/// <summary>The schemas of built-in types, as <c>kubectl explain</c> reads them: each under the name that Kubernetes gives it.</summary>
internal sealed class TypeSchemas(TypeTexts texts)
{
    private const string Meta = "io.k8s.apimachinery.pkg.apis.meta.v1.";
    private const string Root = "#/components/schemas/";

    private readonly JsonObject _schemas = [];
    private readonly HashSet<FieldSchema> _named = new(ReferenceEqualityComparer.Instance);

    public JsonObject Schemas => _schemas;

    /// <summary>Adds a kind with all the types that it consists of.</summary>
    public void Add(ResourceKind kind)
    {
        var schema = FieldSchemas.Of(kind.Model);
        var name = Name(schema);
        Require(schema, name);
        if (_schemas[name] is JsonObject made)
        {
            made["x-kubernetes-group-version-kind"] = new JsonArray(new JsonObject { ["group"] = kind.Group, ["kind"] = kind.Kind, ["version"] = kind.Version });
        }
    }

    /// <summary>Adds the type of every object's metadata.</summary>
    /// <returns>A reference to it.</returns>
    public JsonObject AddMetadata() => Reference(FieldSchemas.Of(typeof(V1ObjectMeta)));

    private JsonObject Reference(FieldSchema schema)
    {
        var name = Name(schema);
        Require(schema, name);
        return Reference(name);
    }

    private static JsonObject Reference(string name) => new() { ["$ref"] = Root + name };

    private void Require(FieldSchema schema, string name)
    {
        if (!_named.Add(schema))
        {
            return;
        }

        var properties = new JsonObject();
        foreach (var (field, type) in schema.Fields.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            properties[field] = Property(schema, field, type);
        }

        var made = new JsonObject { ["type"] = "object", ["properties"] = properties };
        made.Put("description", texts.Of(schema.Model!) is { } text ? JsonValue.Create(text) : null);
        var required = schema.Facts.Where(pair => pair.Value.IsRequired && schema.Fields.ContainsKey(pair.Key)).Select(pair => (JsonNode)pair.Key).ToArray();
        if (required.Length > 0)
        {
            made["required"] = new JsonArray(required);
        }

        if (schema.IsAtomic)
        {
            made["x-kubernetes-map-type"] = "atomic";
        }

        _schemas[name] = made;
    }

    private JsonObject Property(FieldSchema owner, string field, FieldSchema type)
    {
        var fact = owner.FactOf(field);
        var property = Type(type);
        if (property["$ref"] is not null)
        {
            property = new JsonObject { ["allOf"] = new JsonArray(property) };
        }

        var text = texts.Of(owner.Model!, field) ?? "";
        if (fact.Values.Count > 0)
        {
            text += $"\n\nPossible enum values:\n{string.Join('\n', fact.Values.Select(value => $" - `\"{value}\"`"))}";
            (type.Shape == FieldShape.List ? property.Obj("items")! : property)["enum"] = new JsonArray([.. fact.Values.Select(value => (JsonNode)value)]);
        }

        property["description"] = text;
        Extend(property, fact);
        return property;
    }

    private static void Extend(JsonObject property, FieldFact fact)
    {
        if (fact.MapKeys.Count > 0 || fact.IsSet)
        {
            property["x-kubernetes-list-type"] = fact.IsSet ? "set" : "map";
        }

        if (fact.MapKeys.Count > 0)
        {
            property["x-kubernetes-list-map-keys"] = new JsonArray([.. fact.MapKeys.Select(key => (JsonNode)key)]);
        }

        if (fact.IsAtomic)
        {
            property["x-kubernetes-map-type"] = "atomic";
        }

        var strategies = ((string?[])[fact.MergeKey is not null || fact.MergesValues ? "merge" : null, fact.RetainsKeys ? "retainKeys" : null]).OfType<string>().ToList();
        if (strategies.Count > 0)
        {
            property["x-kubernetes-patch-strategy"] = string.Join(',', strategies);
            property.Put("x-kubernetes-patch-merge-key", fact.MergeKey);
        }
    }

    private JsonObject Type(FieldSchema type) => type.Shape switch
    {
        FieldShape.Object => Reference(type),
        FieldShape.List => new JsonObject { ["type"] = "array", ["items"] = Type(type.Element!) },
        FieldShape.Map => new JsonObject { ["type"] = "object", ["additionalProperties"] = Type(type.Element!) },
        FieldShape.Int32 => new JsonObject { ["type"] = "integer", ["format"] = "int32" },
        FieldShape.Int64 => new JsonObject { ["type"] = "integer", ["format"] = "int64" },
        FieldShape.Double => new JsonObject { ["type"] = "number", ["format"] = "double" },
        FieldShape.Flag => new JsonObject { ["type"] = "boolean" },
        FieldShape.Time or FieldShape.MicroTime => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
        FieldShape.Bytes => new JsonObject { ["type"] = "string", ["format"] = "byte" },
        FieldShape.IntOrString => Shared("io.k8s.apimachinery.pkg.util.intstr.IntOrString", IntOrString),
        FieldShape.Quantity => Shared("io.k8s.apimachinery.pkg.api.resource.Quantity", Quantity),
        FieldShape.Raw => Shared(Meta + "FieldsV1", AnyObject),
        _ => new JsonObject { ["type"] = "string" },
    };

    private JsonObject Shared(string name, Func<JsonObject> make)
    {
        if (!_schemas.ContainsKey(name))
        {
            _schemas[name] = make();
        }

        return Reference(name);
    }

    private static JsonObject IntOrString() => new()
    {
        ["format"] = "int-or-string",
        ["oneOf"] = new JsonArray(new JsonObject { ["type"] = "integer" }, new JsonObject { ["type"] = "string" }),
    };

    private static JsonObject Quantity() => new() { ["oneOf"] = new JsonArray(new JsonObject { ["type"] = "string" }, new JsonObject { ["type"] = "number" }) };

    private static JsonObject AnyObject() => new() { ["type"] = "object" };

    // core.v1 → io.k8s.api.core.v1.Pod
    private static string Name(FieldSchema schema)
    {
        var package = FieldFacts.Instance.PackageOf(schema.Model!);
        return package switch
        {
            "meta.v1" => Meta,
            "apiextensions.v1" => "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.",
            null => "io.k8s.",
            _ => $"io.k8s.api.{package}.",
        } + schema.TypeName;
    }
}
