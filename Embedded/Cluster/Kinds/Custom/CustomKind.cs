using Workshop.Cluster.Registry.Custom;
using Workshop.Cluster.Registry.Custom.Schemas;
using Workshop.Cluster.Registry.Ownership;

namespace Workshop.Cluster.Kinds.Custom;

/// <summary>What a CustomResourceDefinition says of one version of its kind, beyond names.</summary>
internal sealed class CustomKind
{
    private readonly Lazy<CustomType> _fields;

    public CustomKind()
    {
        Rules = new CustomRules(this);
        _fields = new Lazy<CustomType>(() => CustomType.Root(Schema!));
    }

    public required StructuralSchema Schema { get; init; }

    /// <summary>The schema as its definition has it, in JSON.</summary>
    public required string SchemaText { get; init; }

    /// <value>Empty: name and age.</value>
    public IReadOnlyList<PrinterColumn> Columns { get; init; } = [];

    /// <value>Null: no subresource <c>scale</c>.</value>
    public ScalePaths? Scale { get; init; }

    /// <summary>Fields by which objects can be chosen, beside name and namespace: <c>spec.color</c>.</summary>
    public IReadOnlyList<string> SelectableFields { get; init; } = [];

    /// <value>Null: the version is not deprecated.</value>
    public string? DeprecationWarning { get; init; }

    /// <summary>Whether the status is a subresource.</summary>
    public bool HasStatus { get; init; }

    /// <summary>Whether the API serves this version.</summary>
    public bool IsServed { get; init; }

    /// <summary>Whether the definition is being deleted: then no objects can be made.</summary>
    public bool IsTerminating { get; init; }

    public CustomRules Rules { get; }

    /// <summary>Who may own which of its fields.</summary>
    public FieldType Fields => _fields.Value;
}
