using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>The field <c>immutable</c> of ConfigMaps and Secrets: once true, it and the data stay as they are.</summary>
internal static class Immutability
{
    private const string Message = "field is immutable when `immutable` is set";

    public static void Check(JsonObject body, JsonObject? old, string[] dataFields, FieldErrors errors)
    {
        if (old.Flag("immutable") is not true)
        {
            return;
        }

        if (body.Flag("immutable") is not true)
        {
            errors.Forbidden("immutable", Message);
        }

        foreach (var field in dataFields.Where(field => !JsonNode.DeepEquals(body[field], old![field])))
        {
            errors.Forbidden(field, Message);
        }
    }
}
