using System.Text.Json.Nodes;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Publishing.Kubernetes;

/// <summary>A workload's Deployment once more, beside the first one: the next version, on a track of its own.</summary>
internal static class SecondVersion
{
    /// <summary>The workload that the workshop rolls out.</summary>
    public const string Workload = "hello";

    private const string Version = "2.0.0";

    /// <summary>False for an application without that workload: it has no overlays that roll it out.</summary>
    public static bool Exists(IReadOnlyList<TranslatedObject> objects) => objects.Any(item => item.Kind == "Deployment" && item.Name == Workload);

    public static JsonObject Of(IReadOnlyList<TranslatedObject> objects, string track, int replicas)
    {
        var second = (JsonObject)objects.Single(item => item.Kind == "Deployment" && item.Name == Workload).Body.DeepClone();
        second["metadata"]!["name"] = $"{Workload}-{track}";
        second["spec"]!["replicas"] = replicas;
        second["spec"]!["selector"]!["matchLabels"]!["track"] = track;
        foreach (var labels in new[] { second["metadata"]!["labels"]!, second["spec"]!["template"]!["metadata"]!["labels"]! })
        {
            labels["track"] = track;
            labels["version"] = Version;
        }

        var container = second["spec"]!["template"]!["spec"]!["containers"]![0]!;
        var image = container["image"]!.GetValue<string>();
        container["image"] = $"{image[..image.LastIndexOf(':')]}:{Version}";
        var variables = container["env"]!.AsArray();
        variables.Add(new JsonObject { ["name"] = "Workshop__Lab", ["value"] = "true" });
        foreach (var earlier in variables.Where(variable => variable!["name"]!.GetValue<string>() == "Workshop__Lab").SkipLast(1).ToList())
        {
            variables.Remove(earlier);
        }

        return second;
    }
}
