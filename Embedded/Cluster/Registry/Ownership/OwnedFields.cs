using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Ownership;

/// <summary>An entry of <c>managedFields</c>: the fields that somebody owns.</summary>
/// <param name="Time">Of its last change; null: the entry does not say.</param>
internal sealed record OwnedFields(FieldOwner Owner, string? Time, FieldSet Fields)
{
    private const string FieldsType = "FieldsV1";

    public static IReadOnlyList<OwnedFields> Read(JsonObject? metadata) =>
        [.. metadata.Items("managedFields").Where(entry => entry.Obj("fieldsV1") is not null).Select(entry => new OwnedFields(FieldOwner.Read(entry), entry.Str("time"), FieldSet.ReadRoot(entry.Obj("fieldsV1")!)))];

    /// <summary>Whether the object asks to forget all owners: <c>managedFields: [{}]</c>.</summary>
    public static bool IsReset(JsonObject? metadata) => metadata.Arr("managedFields") is [JsonObject entry] && entry.All(pair => pair.Value is null || pair.Value.Text().Length == 0);

    public static void Write(JsonObject body, IEnumerable<OwnedFields> entries)
    {
        var sorted = entries.Where(entry => !entry.Fields.IsEmpty || entry.Owner.Applies)
            .OrderBy(entry => entry.Owner.Operation, StringComparer.Ordinal)
            .ThenBy(entry => entry.Time ?? "", StringComparer.Ordinal)
            .ThenBy(entry => entry.Owner.Manager, StringComparer.Ordinal)
            .ThenBy(entry => entry.Owner.ApiVersion, StringComparer.Ordinal)
            .ThenBy(entry => entry.Owner.Subresource, StringComparer.Ordinal)
            .Select(entry => (JsonNode)entry.ToJson())
            .ToArray();
        MetadataRules.Of(body).Put("managedFields", null);
        if (sorted.Length > 0)
        {
            MetadataRules.Of(body)["managedFields"] = new JsonArray(sorted);
        }
    }

    private JsonObject ToJson()
    {
        var entry = new JsonObject
        {
            ["manager"] = Owner.Manager,
            ["operation"] = Owner.Operation,
            ["apiVersion"] = Owner.ApiVersion,
        };
        entry.Put("time", Time);
        entry["fieldsType"] = FieldsType;
        entry["fieldsV1"] = Fields.ToJson();
        if (Owner.Subresource.Length > 0)
        {
            entry["subresource"] = Owner.Subresource;
        }

        return entry;
    }
}
