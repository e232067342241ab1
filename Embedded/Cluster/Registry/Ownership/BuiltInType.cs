using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Workshop.Cluster.Registry.Fields;

namespace Workshop.Cluster.Registry.Ownership;

/// <summary>A field of a built-in kind.</summary>
internal sealed class BuiltInType : FieldType
{
    private static readonly ConcurrentDictionary<FieldSchema, BuiltInType> Objects = new(ReferenceEqualityComparer.Instance);

    private readonly FieldSchema _schema;
    private readonly ConcurrentDictionary<string, BuiltInType> _fields = new(StringComparer.Ordinal);
    private readonly Lazy<BuiltInType?> _element;

    private BuiltInType(FieldSchema schema, FieldFact fact)
    {
        _schema = schema;
        Form = schema.Shape switch
        {
            FieldShape.Object or FieldShape.Map => FieldForm.Map,
            FieldShape.List => FieldForm.List,
            _ => FieldForm.Leaf,
        };
        IsAtomic = fact.IsAtomic || schema.IsAtomic || (Form == FieldForm.List && !fact.IsSet && fact.MapKeys.Count == 0);
        Keys = [.. fact.MapKeys.Select(key => (key, (JsonNode?)schema.Element!.FactOf(key).Default))];
        _element = new Lazy<BuiltInType?>(() => schema.Element is { } element ? Of(element) : null);
    }

    public override FieldForm Form { get; }

    public override bool IsAtomic { get; }

    public override IReadOnlyList<(string Name, JsonNode? Default)> Keys { get; }

    public override FieldType? Element => _element.Value;

    public override string Scalar => _schema.Shape switch
    {
        FieldShape.Text or FieldShape.Bytes or FieldShape.Time or FieldShape.MicroTime => "string",
        FieldShape.Int32 or FieldShape.Int64 or FieldShape.Double => "numeric (int or float)",
        FieldShape.Flag => "boolean",
        _ => "",
    };

    public static BuiltInType Of(FieldSchema schema) => Objects.GetOrAdd(schema, made => new BuiltInType(made, FieldFact.Plain));

    public override FieldType? Declared(string name) => _schema.Fields.TryGetValue(name, out var field)
        ? _fields.GetOrAdd(name, _ => new BuiltInType(field, _schema.FactOf(name)))
        : null;
}
