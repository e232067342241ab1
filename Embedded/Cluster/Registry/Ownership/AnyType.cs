namespace Workshop.Cluster.Registry.Ownership;

/// <summary>What no schema describes.</summary>
internal sealed class AnyType : FieldType
{
    public static AnyType Instance { get; } = new();

    public override FieldForm Form => FieldForm.Any;

    public override FieldType Element => this;
}
