using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Patches;

/// <summary>JSON merge patch, RFC 7386: objects merge, null removes, all else replaces.</summary>
internal static class MergePatch
{
    /// <summary>Changes <paramref name="target"/> and leaves the patch as it is.</summary>
    public static void Apply(JsonObject target, JsonObject patch)
    {
        foreach (var (field, value) in patch)
        {
            if (value is null)
            {
                target.Remove(field);
            }
            else if (value is JsonObject inner)
            {
                Apply(target.Ensure(field), inner);
            }
            else
            {
                target[field] = value.DeepClone();
            }
        }
    }
}
