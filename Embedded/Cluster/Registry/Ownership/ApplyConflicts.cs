using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Ownership;

/// <summary>Who applies may not change what others own.</summary>
internal static class ApplyConflicts
{
    /// <param name="allowed">Fields whose owner is the same user by another way: an earlier client-side apply.</param>
    /// <exception cref="StatusException">409, in Kubernetes' words.</exception>
    public static void Refuse(IEnumerable<OwnedFields> others, FieldSet changed, FieldSet allowed)
    {
        var conflicts = others
            .Select(entry => (Owner: entry.Owner.ToString(), Fields: entry.Fields.Intersection(changed).Difference(allowed)))
            .Where(conflict => !conflict.Fields.IsEmpty)
            .OrderBy(conflict => conflict.Owner, StringComparer.Ordinal)
            .SelectMany(conflict => conflict.Fields.Paths().Select(path => (conflict.Owner, Field: FieldSteps.Text(path))))
            .ToList();
        if (conflicts.Count == 0)
        {
            return;
        }

        var causes = conflicts.Select(conflict => (JsonNode)new JsonObject
        {
            ["reason"] = "FieldManagerConflict",
            ["message"] = $"conflict with {conflict.Owner}",
            ["field"] = conflict.Field,
        });
        throw new StatusException(409, "Conflict", Message(conflicts), new JsonObject { ["causes"] = new JsonArray([.. causes]) });
    }

    private static string Message(List<(string Owner, string Field)> conflicts)
    {
        if (conflicts is [var (owner, field)])
        {
            return $"Apply failed with 1 conflict: conflict with {owner}: {field}";
        }

        var lines = conflicts.GroupBy(conflict => conflict.Owner).SelectMany(group => group.Select(conflict => $"- {conflict.Field}").Prepend($"conflicts with {group.Key}:"));
        return $"Apply failed with {conflicts.Count} conflicts: {string.Join('\n', lines)}";
    }
}
