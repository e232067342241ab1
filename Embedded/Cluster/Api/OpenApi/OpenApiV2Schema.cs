using System.Text.Json.Nodes;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.OpenApi;

/// <summary>A schema of OpenAPI v3 in the words of v2, which knows fewer: what cannot be said is left out, so that a client that checks by it refuses nothing that is right.</summary>
internal static class OpenApiV2Schema
{
    private static readonly string[] Unknown = ["oneOf", "anyOf", "not", "nullable"];
    private static readonly string[] Shape = ["type", "properties", "items", "additionalProperties", "required", "format"];

    public static JsonObject Of(JsonObject schema)
    {
        if (schema["format"]?.ToString() == "int-or-string")
        {
            return new JsonObject { ["type"] = "string", ["format"] = "int-or-string" };
        }

        var isOpen = schema.Flag("nullable") is true || schema.Flag("x-kubernetes-preserve-unknown-fields") is true || schema.Flag("x-kubernetes-int-or-string") is true;
        var made = new JsonObject();
        foreach (var (field, value) in schema.Where(pair => !Unknown.Contains(pair.Key) && !(isOpen && Shape.Contains(pair.Key))))
        {
            Write(made, field, value);
        }

        if (schema["oneOf"] is JsonArray { Count: > 0 })
        {
            made["type"] = "string";   // a quantity
        }

        return made;
    }

    private static void Write(JsonObject made, string field, JsonNode? value)
    {
        switch (field, value)
        {
            case ("$ref", not null):
                made["$ref"] = value.ToString().Replace("#/components/schemas/", "#/definitions/", StringComparison.Ordinal);
                break;
            // v3 wraps a reference that has a description; v2 lets them stand side by side.
            case ("allOf", JsonArray { Count: 1 } all) when all[0] is JsonObject only && only["$ref"] is { } reference:
                Write(made, "$ref", reference);
                break;
            case ("allOf", _):
                break;
            case ("properties", JsonObject properties):
                made[field] = new JsonObject(properties.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)Of((JsonObject)pair.Value!))));
                break;
            case ("items" or "additionalProperties", JsonObject inner):
                made[field] = Of(inner);
                break;
            default:
                made[field] = value?.DeepClone();
                break;
        }
    }
}
