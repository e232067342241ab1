using System.Text.Json.Nodes;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Publishing.Kubernetes;

/// <summary>Both versions run in full; the Service's selector says which one answers.</summary>
internal static class BlueGreenOverlay
{
    private const int Replicas = 3;

    public static Kustomization Of(IReadOnlyList<TranslatedObject> objects) => new($"{KubernetesFiles.Root}/overlays/blue-green", "The local overlay with version 2.0.0 in full beside version 1.0.0: the selector of the Service 'hello' (track: stable or green) says which one answers.")
    {
        BuildsOn = ["../local"],
        Objects = [SecondVersion.Of(objects, "green", Replicas)],
        Patches = [Selector(objects)],
    };

    private static JsonObject Selector(IReadOnlyList<TranslatedObject> objects)
    {
        var service = objects.Single(item => item.Kind == "Service" && item.Name == SecondVersion.Workload).Body;
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Service",
            ["metadata"] = new JsonObject { ["name"] = SecondVersion.Workload, ["namespace"] = service["metadata"]!["namespace"]!.GetValue<string>() },
            ["spec"] = new JsonObject { ["selector"] = new JsonObject { ["track"] = "stable" } },
        };
    }
}
