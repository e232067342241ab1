using System.Text.Json.Nodes;
using Workshop.Cluster.Registry.Custom.Expressions;

namespace Workshop.Cluster.Registry.Custom.Schemas;

/// <summary>One node of the schema of a custom resource: what a value may be, and what its fields or elements may be. Immutable.</summary>
internal sealed class StructuralSchema
{
    private readonly Lazy<bool> _hasRules;

    public StructuralSchema() => _hasRules = new Lazy<bool>(() =>
        Rules!.Count > 0 || Items?.HasRules is true || AdditionalProperties?.HasRules is true || Properties!.Values.Any(property => property.HasRules));

    /// <value>object, array, string, integer, number, boolean; empty where any value is right.</value>
    public string Type { get; init; } = "";

    public bool IsNullable { get; init; }

    /// <summary>Whether fields that the schema does not name are kept.</summary>
    public bool PreservesUnknownFields { get; init; }

    public bool IsIntOrString { get; init; }

    /// <summary>Whether the value is a Kubernetes object of its own, with apiVersion, kind and metadata.</summary>
    public bool IsEmbeddedResource { get; init; }

    public IReadOnlyDictionary<string, StructuralSchema> Properties { get; init; } = new Dictionary<string, StructuralSchema>();

    /// <value>Of a map: what each value may be. Null: not a map.</value>
    public StructuralSchema? AdditionalProperties { get; init; }

    /// <value>Of a list: what each element may be.</value>
    public StructuralSchema? Items { get; init; }

    /// <value>What an absent field is set to; null: nothing.</value>
    public JsonNode? Default { get; init; }

    /// <summary>A map or an object with one owner.</summary>
    public bool IsAtomicMap { get; init; }

    /// <value>atomic, set or map.</value>
    public string ListType { get; init; } = "";

    /// <summary>Of a list of type map: the fields by which its elements differ.</summary>
    public IReadOnlyList<string> ListMapKeys { get; init; } = [];

    public ValueLimits Limits { get; init; } = ValueLimits.None;

    public IReadOnlyList<StructuralSchema> AllOf { get; init; } = [];

    public IReadOnlyList<StructuralSchema> AnyOf { get; init; } = [];

    public IReadOnlyList<StructuralSchema> OneOf { get; init; } = [];

    public StructuralSchema? Not { get; init; }

    /// <summary>What must be true beyond that, as CEL expressions that this cluster can evaluate.</summary>
    public IReadOnlyList<ValidationRule> Rules { get; init; } = [];

    /// <summary>Whether there are such rules here or below.</summary>
    public bool HasRules => _hasRules.Value;

    /// <summary>The schema of a field: a named one's, or that of every value of a map.</summary>
    public StructuralSchema? FieldOf(string name) => Properties.GetValueOrDefault(name) ?? AdditionalProperties;
}
