using System.Text.Json.Nodes;
using Workshop.Cluster.Registry.Fields;

namespace Workshop.Cluster.Registry.Patches;

/// <summary>An object with a patch of whatever type applied.</summary>
internal static class PatchedObject
{
    /// <param name="whole">A tree of its own: it is changed.</param>
    /// <param name="schema">Tells a strategic merge which lists merge how.</param>
    public static JsonObject From(JsonObject whole, ObjectPatch patch, FieldSchema? schema)
    {
        if (patch.Type == PatchType.Json)
        {
            return JsonPatch.Apply(whole, patch.Body) as JsonObject ?? throw StatusErrors.PatchDoesNotApply();
        }

        if (patch.Body is not JsonObject body)
        {
            throw StatusErrors.BadRequest($"json: cannot unmarshal {GoText.JsonType(patch.Body)} into Go value of type map[string]interface {{}}");
        }

        if (patch.Type == PatchType.Merge)
        {
            MergePatch.Apply(whole, body);
        }
        else
        {
            StrategicMergePatch.Apply(whole, body, schema);
        }

        return whole;
    }
}
