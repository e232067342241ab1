using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds.Custom;
using Workshop.Cluster.Registry.Custom.Schemas;
using Workshop.Cluster.Registry.Fields;

namespace Workshop.Cluster.Registry.Ownership;

/// <summary>A field of a custom resource.</summary>
internal sealed class CustomType : FieldType
{
    private readonly StructuralSchema _schema;
    private readonly Dictionary<string, FieldType> _fields;
    private readonly Lazy<FieldType?> _element;

    public CustomType(StructuralSchema schema)
        : this(schema, [])
    {
    }

    private CustomType(StructuralSchema schema, Dictionary<string, FieldType> fields)
    {
        _schema = schema;
        _fields = fields;
        foreach (var (name, property) in schema.Properties)
        {
            fields.TryAdd(name, new CustomType(property));
        }

        _element = new Lazy<FieldType?>(() =>
            schema.AdditionalProperties is { } values ? new CustomType(values)
            : schema.Items is { } items ? new CustomType(items)
            : schema.PreservesUnknownFields || schema.IsEmbeddedResource ? AnyType.Instance
            : null);
    }

    public override FieldForm Form => _schema.Type switch
    {
        "object" => FieldForm.Map,
        "array" => FieldForm.List,
        "" when !_schema.IsIntOrString => FieldForm.Any,
        _ => FieldForm.Leaf,
    };

    public override bool IsAtomic => _schema.IsAtomicMap || (Form == FieldForm.List && _schema.ListType is not ("map" or "set"));

    public override IReadOnlyList<(string Name, JsonNode? Default)> Keys =>
        [.. _schema.ListMapKeys.Select(key => (key, _schema.Items?.Properties.GetValueOrDefault(key)?.Default))];

    public override FieldType? Element => _element.Value;

    public override string Scalar => _schema.Type switch
    {
        "string" => "string",
        "integer" or "number" => "numeric (int or float)",
        "boolean" => "boolean",
        _ => "",
    };

    /// <summary>A whole resource: what every object has beside its schema.</summary>
    public static CustomType Root(StructuralSchema schema)
    {
        var head = BuiltInType.Of(FieldSchemas.Of(typeof(CustomResource)));
        return new CustomType(schema, ((string[])["apiVersion", "kind", "metadata"]).ToDictionary(name => name, name => head.Declared(name)!, StringComparer.Ordinal));
    }

    public override FieldType? Declared(string name) => _fields.GetValueOrDefault(name);
}
