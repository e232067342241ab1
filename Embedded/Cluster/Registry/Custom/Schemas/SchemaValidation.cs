using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Custom.Schemas;

/// <summary>Holds a value against its schema, in the words of Kubernetes' validator.</summary>
internal static class SchemaValidation
{
    /// <param name="old">What was stored at this place: what an update leaves as it was is not judged again. Null: nothing was.</param>
    public static void Validate(StructuralSchema schema, JsonNode? value, JsonNode? old, string path, FieldErrors errors)
    {
        if (old is not null && JsonNode.DeepEquals(value, old))
        {
            return;
        }

        if (value is null && schema.IsNullable)
        {
            return;
        }

        if (TypeProblem(schema, value) is { } expected)
        {
            var found = TypeOf(value);
            errors.TypeInvalid(path, found, $"{path} in body must be of type {expected}: {GoText.Quote(found)}");
            return;
        }

        if (value is null)
        {
            return;
        }

        CheckEnum(schema.Limits, value, path, errors);
        switch (value)
        {
            case JsonObject map:
                ObjectValidation.Validate(schema, map, old as JsonObject, path, errors);
                break;
            case JsonArray list:
                ListValidation.Validate(schema, list, old as JsonArray, path, errors);
                break;
            case JsonValue scalar:
                ScalarValidation.Validate(schema.Limits, scalar, path, errors);
                break;
        }

        CheckCombinations(schema, value, path, errors);
    }

    /// <summary>The name of a value's type, as messages have it.</summary>
    public static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => IsWhole(value) ? "integer" : "number",
        _ => "boolean",
    };

    /// <returns>The type that it should have been; null: it is right.</returns>
    private static string? TypeProblem(StructuralSchema schema, JsonNode? value)
    {
        var found = TypeOf(value);
        if (schema.IsIntOrString)
        {
            return found is "integer" or "string" ? null : "integer,string";
        }

        return schema.Type.Length == 0 || schema.Type == found || (schema.Type == "number" && found == "integer") ? null : schema.Type;
    }

    private static bool IsWhole(JsonNode number) =>
        long.TryParse(number.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
        || (double.TryParse(number.ToJsonString(), CultureInfo.InvariantCulture, out var real) && real == Math.Floor(real) && Math.Abs(real) < 1e18);

    private static void CheckEnum(ValueLimits limits, JsonNode value, string path, FieldErrors errors)
    {
        if (limits.Enum is { } values && !values.Any(allowed => JsonNode.DeepEquals(allowed, value)))
        {
            errors.Unsupported(path, value.GetValueKind() == JsonValueKind.String ? value.Text() : new GoExpression(value.ToJsonString()), values.Select(allowed => allowed.Text()));
        }
    }

    // What a combination itself says of the value is not told one by one, as in Kubernetes: only whether it holds.
    private static void CheckCombinations(StructuralSchema schema, JsonNode value, string path, FieldErrors errors)
    {
        foreach (var part in schema.AllOf)
        {
            Validate(part, value, null, path, errors);
        }

        if (schema.AnyOf.Count > 0 && !schema.AnyOf.Any(option => Fits(option, value, path)))
        {
            errors.Invalid(path, Shown(value), $"{path} in body must validate at least one schema (anyOf)");
        }

        if (schema.OneOf.Count > 0 && schema.OneOf.Count(option => Fits(option, value, path)) != 1)
        {
            errors.Invalid(path, Shown(value), $"{path} in body must validate one and only one schema (oneOf)");
        }

        if (schema.Not is { } not && Fits(not, value, path))
        {
            errors.Invalid(path, Shown(value), $"{path} in body must not validate the schema (not)");
        }
    }

    private static bool Fits(StructuralSchema schema, JsonNode value, string path)
    {
        var errors = new FieldErrors();
        Validate(schema, value, null, path, errors);
        return !errors.Any;
    }

    private static object Shown(JsonNode value) => value.GetValueKind() == JsonValueKind.String ? value.Text() : new GoExpression(value.ToJsonString());
}
