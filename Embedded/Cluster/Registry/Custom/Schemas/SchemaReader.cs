using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Workshop.Cluster.Registry.Custom.Expressions;

namespace Workshop.Cluster.Registry.Custom.Schemas;

/// <summary>Reads the <c>openAPIV3Schema</c> of a CustomResourceDefinition that <see cref="SchemaRules"/> has found right.</summary>
internal static class SchemaReader
{
    private static readonly StructuralSchema Anything = new() { PreservesUnknownFields = true };

    public static StructuralSchema Read(JsonObject schema) => new()
    {
        Type = schema.Str("type") ?? "",
        IsNullable = schema.Flag("nullable") is true,
        PreservesUnknownFields = schema.Flag("x-kubernetes-preserve-unknown-fields") is true,
        IsIntOrString = schema.Flag("x-kubernetes-int-or-string") is true,
        IsEmbeddedResource = schema.Flag("x-kubernetes-embedded-resource") is true,
        Properties = (schema.Obj("properties") ?? []).Where(property => property.Value is JsonObject).ToDictionary(property => property.Key, property => Read((JsonObject)property.Value!), StringComparer.Ordinal),
        AdditionalProperties = schema["additionalProperties"] switch
        {
            JsonObject values => Read(values),
            JsonValue flag when flag.GetValueKind() == JsonValueKind.True => Anything,
            _ => null,
        },
        Items = schema.Obj("items") is { } items ? Read(items) : null,
        Default = schema["default"]?.DeepClone(),
        IsAtomicMap = schema.Str("x-kubernetes-map-type") == "atomic",
        ListType = schema.Str("x-kubernetes-list-type") ?? "",
        ListMapKeys = [.. schema.Strings("x-kubernetes-list-map-keys")],
        Limits = ReadLimits(schema),
        AllOf = ReadAll(schema, "allOf"),
        AnyOf = ReadAll(schema, "anyOf"),
        OneOf = ReadAll(schema, "oneOf"),
        Rules = ValidationRule.Read(schema),
        Not = schema.Obj("not") is { } not ? Read(not) : null,
    };

    private static IReadOnlyList<StructuralSchema> ReadAll(JsonObject schema, string field) => [.. schema.Items(field).Select(Read)];

    private static ValueLimits ReadLimits(JsonObject schema) => new()
    {
        Enum = schema.Arr("enum") is { } values ? [.. values.Select(value => value?.DeepClone())] : null,
        Required = [.. schema.Strings("required")],
        Format = schema.Str("format") ?? "",
        Pattern = schema.Str("pattern") ?? "",
        Matcher = schema.Str("pattern") is { Length: > 0 } pattern ? new Lazy<Regex>(() => GoPattern.Compile(pattern)) : null,
        Minimum = Number(schema, "minimum"),
        Maximum = Number(schema, "maximum"),
        ExclusiveMinimum = schema.Flag("exclusiveMinimum") is true,
        ExclusiveMaximum = schema.Flag("exclusiveMaximum") is true,
        MultipleOf = Number(schema, "multipleOf"),
        MinLength = schema.Int("minLength"),
        MaxLength = schema.Int("maxLength"),
        MinItems = schema.Int("minItems"),
        MaxItems = schema.Int("maxItems"),
        MinProperties = schema.Int("minProperties"),
        MaxProperties = schema.Int("maxProperties"),
    };

    private static double? Number(JsonObject schema, string field) =>
        schema[field] is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture) : null;
}
