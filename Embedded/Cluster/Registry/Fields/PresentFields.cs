using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Fields;

/// <summary>Fields that Kubernetes writes even where nobody set them (structs in its types, which its encoder never leaves out).</summary>
internal static class PresentFields
{
    private static readonly Dictionary<string, string[]> Nulls = new()
    {
        ["ObjectMeta"] = ["creationTimestamp"],
        ["PodCondition"] = ["lastProbeTime", "lastTransitionTime"],
        ["EndpointSlice"] = ["endpoints", "ports"],
    };

    private static readonly Dictionary<string, string[]> Empties = new()
    {
        ["Container"] = ["resources"],
        ["ContainerStatus"] = ["state", "lastState"],
        ["ServiceStatus"] = ["loadBalancer"],
        ["Deployment"] = ["status"],
        ["PodTemplateSpec"] = ["metadata", "spec"],
    };

    /// <param name="type">The bare name of the type that <paramref name="read"/> is of.</param>
    public static void Complete(string type, JsonObject read)
    {
        foreach (var field in Nulls.GetValueOrDefault(type, []).Where(field => !read.ContainsKey(field)))
        {
            read[field] = null;
        }

        foreach (var field in Empties.GetValueOrDefault(type, []))
        {
            read.Default(field, field == "metadata" ? new JsonObject { ["creationTimestamp"] = null } : new JsonObject());
        }
    }
}
