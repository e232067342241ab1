namespace Workshop.Cluster.Registry.Fields;

internal enum FieldShape
{
    Object,
    List,
    Map,
    Text,
    Int32,
    Int64,
    Double,
    Flag,
    Time,
    MicroTime,
    Bytes,
    IntOrString,
    Quantity,
    Raw,
}

/// <summary>What JSON a field may hold, read from the classes of the KubernetesClient package.</summary>
/// <param name="goType">As Kubernetes' messages call it: <c>int32</c>, <c>[]v1.Container</c>.</param>
internal sealed class FieldSchema(FieldShape shape, string goType)
{
    public FieldShape Shape { get; } = shape;

    public string GoType { get; } = goType;

    /// <summary>The bare name of an object's type, such as <c>Container</c>.</summary>
    public string TypeName { get; init; } = "";

    /// <summary>An object's class; null for all else.</summary>
    public Type? Model { get; init; }

    /// <summary>Of a list or map.</summary>
    public FieldSchema? Element { get; init; }

    /// <summary>Of an object. Filled after construction: types may contain themselves.</summary>
    public Dictionary<string, FieldSchema> Fields { get; } = new(StringComparer.Ordinal);

    /// <summary>Of an object: the fields that Kubernetes' types say more of.</summary>
    public IReadOnlyDictionary<string, FieldFact> Facts { get; init; } = new Dictionary<string, FieldFact>();

    /// <summary>Whether such an object has one owner, and is replaced whole.</summary>
    public bool IsAtomic { get; init; }

    public FieldFact FactOf(string field) => Facts.GetValueOrDefault(field, FieldFact.Plain);
}
