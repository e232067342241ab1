using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Ownership;

/// <summary>Who writes, and how: the identity of an entry of <c>managedFields</c>.</summary>
/// <param name="Subresource">Empty: the object itself.</param>
internal sealed record FieldOwner(string Manager, bool Applies, string ApiVersion, string Subresource)
{
    private const string Apply = "Apply";
    private const string Update = "Update";

    public string Operation => Applies ? Apply : Update;

    /// <summary>As conflicts name it.</summary>
    public override string ToString()
    {
        var subresource = Subresource.Length == 0 ? "" : $" with subresource {GoText.Quote(Subresource)}";
        return $"{GoText.Quote(Manager)}{subresource}{(Applies ? "" : $" using {ApiVersion}")}";
    }

    /// <summary>Whether both are the same writer: one who applies is that in every version.</summary>
    public bool IsSame(FieldOwner other) =>
        Manager == other.Manager && Applies == other.Applies && Subresource == other.Subresource && (Applies || ApiVersion == other.ApiVersion);

    public static FieldOwner Read(JsonObject entry) =>
        new(entry.Str("manager") ?? "", entry.Str("operation") == Apply, entry.Str("apiVersion") ?? "", entry.Str("subresource") ?? "");
}
