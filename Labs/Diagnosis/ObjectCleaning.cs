using System.Text.Json.Nodes;

namespace Workshop.Labs.Diagnosis;

/// <summary>An object of Kubernetes' as it may leave the house: without what a Secret holds, and without literal values whose names say that they are secret.</summary>
internal static class ObjectCleaning
{
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    /// <param name="list">A list as the API gives it; changed in place.</param>
    /// <param name="plural">Of which kind the items are.</param>
    public static JsonNode Clean(JsonNode list, string plural)
    {
        foreach (var item in (list["items"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (item["metadata"] is JsonObject metadata)
            {
                metadata.Remove("managedFields");
                // It repeats the object, a Secret's data included.
                (metadata["annotations"] as JsonObject)?.Remove(LastApplied);
            }

            if (plural == "secrets")
            {
                HideData(item);
            }

            HideValues(item);
        }

        return list;
    }

    // "data": { "password": "MTIz" } becomes "data": ["password (4)"]: that a key is there, or empty, is what one wants to know.
    private static void HideData(JsonObject secret)
    {
        foreach (var part in new[] { "data", "stringData" })
        {
            if (secret[part] is JsonObject values)
            {
                secret[part] = new JsonArray([.. values.Select(entry => JsonValue.Create($"{entry.Key} ({entry.Value?.ToString().Length ?? 0})"))]);
            }
        }
    }

    // { "name": "REDIS_PASSWORD", "value": "…" }, wherever it stands: containers, init containers, templates.
    private static void HideValues(JsonNode? node)
    {
        if (node is JsonObject one)
        {
            if (one["name"] is JsonValue name && one["value"] is JsonValue && SecretNames.IsSecret(name.ToString()))
            {
                one["value"] = Redactor.Removed;
            }

            foreach (var (_, inner) in one)
            {
                HideValues(inner);
            }
        }
        else if (node is JsonArray many)
        {
            foreach (var inner in many)
            {
                HideValues(inner);
            }
        }
    }
}
