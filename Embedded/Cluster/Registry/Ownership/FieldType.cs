using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry.Fields;

namespace Workshop.Cluster.Registry.Ownership;

internal enum FieldForm
{
    /// <summary>A value with one owner.</summary>
    Leaf,

    Map,
    List,

    /// <summary>Nobody said what it is: a map of such values, a list with one owner, or a leaf, as it comes.</summary>
    Any,
}

/// <summary>How a field is owned and merged: by whole, by its fields, or by its elements.</summary>
internal abstract class FieldType
{
    public abstract FieldForm Form { get; }

    /// <summary>A map or a list with one owner.</summary>
    public virtual bool IsAtomic => false;

    /// <summary>Of a list that is not atomic: the fields that tell its objects apart; none: it is a set of values.</summary>
    public virtual IReadOnlyList<(string Name, JsonNode? Default)> Keys => [];

    /// <value>What a map's values or a list's elements are; null: a map has no other fields than the declared ones.</value>
    public virtual FieldType? Element => null;

    /// <value>Of a leaf: which JSON it holds (string, numeric, boolean); empty: any.</value>
    public virtual string Scalar => "";

    /// <returns>The type of a field that the schema names; null: it names none.</returns>
    public virtual FieldType? Declared(string name) => null;

    /// <summary>The type one step further; of what nobody knows, anything.</summary>
    public FieldType Step(string step) => (step.StartsWith("f:", StringComparison.Ordinal) ? Declared(step[2..]) : null) ?? Element ?? AnyType.Instance;

    public static FieldType Of(ResourceKind kind) => kind.Custom is { } custom ? custom.Fields : BuiltInType.Of(FieldSchemas.Of(kind.Model));

    /// <summary>The form of this very value.</summary>
    public FieldForm FormOf(JsonNode? value) => Form != FieldForm.Any ? Form : value is JsonObject ? FieldForm.Map : FieldForm.Leaf;
}
