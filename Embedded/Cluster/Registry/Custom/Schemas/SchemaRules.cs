using System.Text.Json;
using System.Text.Json.Nodes;
using Workshop.Cluster.Registry.Custom.Expressions;

namespace Workshop.Cluster.Registry.Custom.Schemas;

/// <summary>What a schema must be like to be structural: a type at every place, so that it is known of every field what it is and which fields there are.</summary>
internal static class SchemaRules
{
    private static readonly string[] Types = ["array", "boolean", "integer", "number", "object", "string"];
    private static readonly string[] Combinations = ["allOf", "anyOf", "oneOf"];

    public static void Validate(JsonObject schema, string path, FieldErrors errors)
    {
        if (schema.Str("type") is { Length: > 0 } type && type != "object")
        {
            errors.Invalid($"{path}.type", type, "must be object at the root");
        }

        ValidateNode(schema, path, "must not be empty at the root", errors);
    }

    private static void ValidateNode(JsonObject schema, string path, string typeNeeded, FieldErrors errors)
    {
        ValidateType(schema, path, typeNeeded, errors);
        ValidateForbidden(schema, path, errors);
        ValidateList(schema, path, errors);
        ValidateExpressions(schema, path, errors);
        ValidatePattern(schema, path, errors);
        foreach (var (name, property) in schema.Obj("properties") ?? [])
        {
            ValidateNode(property as JsonObject ?? [], $"{path}.properties[{name}]", "must not be empty for specified object fields", errors);
        }

        if (schema.Obj("additionalProperties") is { } values)
        {
            ValidateNode(values, $"{path}.additionalProperties", "must not be empty for specified object fields", errors);
        }

        if (schema.Obj("items") is { } items)
        {
            ValidateNode(items, $"{path}.items", "must not be empty for specified array items", errors);
        }

        foreach (var (part, at) in Parts(schema, path))
        {
            ValidatePart(part, at, schema.Flag("x-kubernetes-int-or-string") is true, errors);
        }

        ValidateDefault(schema, path, errors);
    }

    private static void ValidateType(JsonObject schema, string path, string typeNeeded, FieldErrors errors)
    {
        var isIntOrString = schema.Flag("x-kubernetes-int-or-string") is true;
        switch (schema.Str("type"))
        {
            case { Length: > 0 } when isIntOrString:
                errors.Forbidden($"{path}.type", "must be empty if x-kubernetes-int-or-string is true");
                break;
            case { Length: > 0 } type when !Types.Contains(type):
                errors.Unsupported($"{path}.type", type, Types);
                break;
            case null or "" when !isIntOrString && schema.Flag("x-kubernetes-preserve-unknown-fields") is not true:
                errors.Required($"{path}.type", typeNeeded);
                break;
            case "array" when schema.Obj("items") is null:
                errors.Required($"{path}.items", "must be specified");
                break;
            default:
                break;
        }
    }

    private static void ValidateForbidden(JsonObject schema, string path, FieldErrors errors)
    {
        foreach (var field in (string[])["$ref", "id", "definitions", "dependencies", "patternProperties", "additionalItems"])
        {
            if (schema[field] is not null)
            {
                errors.Forbidden($"{path}.{field}", $"{field} is not supported");
            }
        }

        if (schema["items"] is JsonArray)
        {
            errors.Forbidden($"{path}.items", "items must be a schema object and not an array");
        }

        if (schema.Flag("uniqueItems") is true)
        {
            errors.Forbidden($"{path}.uniqueItems", "uniqueItems cannot be set to true since the runtime complexity becomes quadratic");
        }

        if (schema["additionalProperties"] is { } additional && schema.Obj("properties") is { Count: > 0 })
        {
            errors.Forbidden($"{path}.additionalProperties", "additionalProperties and properties are mutual exclusive");
        }
        else if (schema["additionalProperties"] is JsonValue flag && flag.GetValueKind() == JsonValueKind.False)
        {
            errors.Forbidden($"{path}.additionalProperties", "additionalProperties cannot be set to false");
        }
    }

    private static void ValidateList(JsonObject schema, string path, FieldErrors errors)
    {
        var keys = schema.Strings("x-kubernetes-list-map-keys").ToList();
        switch (schema.Str("x-kubernetes-list-type"))
        {
            case null or "" or "atomic" or "set":
                if (keys.Count > 0)
                {
                    errors.Forbidden($"{path}.x-kubernetes-list-map-keys", "must not be set if x-kubernetes-list-type is not map");
                }

                break;
            case "map" when keys.Count == 0:
                errors.Required($"{path}.x-kubernetes-list-map-keys", "must not be empty if x-kubernetes-list-type is map");
                break;
            case "map":
                foreach (var (i, key) in keys.Index().Where(key => schema.Obj("items").Obj("properties")?[key.Item] is null))
                {
                    errors.Invalid($"{path}.x-kubernetes-list-map-keys[{i}]", key, "entries must all be names of item properties");
                }

                break;
            case var other:
                errors.Unsupported($"{path}.x-kubernetes-list-type", other, "atomic", "map", "set");
                break;
        }
    }

    private static void ValidateExpressions(JsonObject schema, string path, FieldErrors errors)
    {
        foreach (var (i, entry) in schema.Items("x-kubernetes-validations").Index())
        {
            var rule = entry.Str("rule");
            if (string.IsNullOrWhiteSpace(rule))
            {
                errors.Required($"{path}.x-kubernetes-validations[{i}].rule", "rule is not specified");
            }
            else if (CelUsage.Of(rule).Unknown.Count == 0 && CelLibrary.Problem(rule) is { } wrong)
            {
                errors.Invalid($"{path}.x-kubernetes-validations[{i}].rule", rule, $"compilation failed: ERROR: <input>: {wrong}");
            }
        }
    }

    private static void ValidatePattern(JsonObject schema, string path, FieldErrors errors)
    {
        if (schema.Str("pattern") is { Length: > 0 } pattern && GoPattern.Problem(pattern) is { } wrong)
        {
            errors.Invalid($"{path}.pattern", pattern, $"must be a valid regular expression, but isn't: {wrong}");
        }
    }

    private static IEnumerable<(JsonObject Part, string Path)> Parts(JsonObject schema, string path)
    {
        foreach (var field in Combinations)
        {
            foreach (var (i, part) in schema.Items(field).Index())
            {
                yield return (part, $"{path}.{field}[{i}]");
            }
        }

        if (schema.Obj("not") is { } not)
        {
            yield return (not, $"{path}.not");
        }
    }

    // A part of a combination limits values; it names no types and brings no defaults.
    private static void ValidatePart(JsonObject part, string path, bool isIntOrString, FieldErrors errors)
    {
        ValidatePattern(part, path, errors);
        foreach (var field in (string[])["type", "default", "additionalProperties", "nullable", "description", "title"])
        {
            if (part[field] is not null && !(field == "type" && isIntOrString))
            {
                errors.Forbidden($"{path}.{field}", field == "additionalProperties" ? "must be undefined to be structural" : "must be empty to be structural");
            }
        }

        foreach (var (name, property) in part.Obj("properties") ?? [])
        {
            ValidatePart(property as JsonObject ?? [], $"{path}.properties[{name}]", isIntOrString: false, errors);
        }

        if (part.Obj("items") is { } items)
        {
            ValidatePart(items, $"{path}.items", isIntOrString: false, errors);
        }

        foreach (var (inner, at) in Parts(part, path))
        {
            ValidatePart(inner, at, isIntOrString, errors);
        }
    }

    private static void ValidateDefault(JsonObject schema, string path, FieldErrors errors)
    {
        if (errors.Any || schema["default"] is not { } value)
        {
            return;
        }

        // Judged by itself, then told as what is wrong with the default.
        var wrong = new FieldErrors();
        var read = SchemaReader.Read(schema);
        SchemaValidation.Validate(read, value, null, $"{path}.default", wrong);
        if (value is JsonObject map)
        {
            var pruning = new SchemaPruning();
            pruning.Prune(read, map.DeepClone().AsObject());
            pruning.Unknown.ToList().ForEach(field => wrong.Invalid($"{path}.default", new GoExpression(value.ToJsonString()), $"must not have unknown fields: {field}"));
        }

        errors.AddAll(wrong);
    }
}
