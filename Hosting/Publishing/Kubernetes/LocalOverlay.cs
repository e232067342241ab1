using System.Text.Json.Nodes;
using Workshop.Hosting.Model;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Publishing.Kubernetes;

/// <summary>For a cluster of one's own: the outside comes in by a Service of type LoadBalancer, and the workshop's lab is open.</summary>
internal static class LocalOverlay
{
    public const string Folder = $"{KubernetesFiles.Root}/overlays/local";

    public static Kustomization Of(ApplicationModel model, TranslationTarget target, string? registry) => new(Folder, "For a cluster of your own: a load balancer in front, and the lab open (the user 'user' with the password 'password').")
    {
        BuildsOn = ["../../base"],
        Images = ImageChange.To(registry, model),
        Patches =
        [
            .. Patch.External(model).Select(workload => LoadBalancer(workload, target)),
            .. Patch.Projects(model).Select(workload => Patch.Environment(workload, target, ("Workshop__Lab", "true"))),
        ],
    };

    private static JsonObject LoadBalancer(Workload workload, TranslationTarget target)
    {
        var patch = Patch.Of("v1", "Service", workload.Name, target);
        patch["spec"] = new JsonObject { ["type"] = "LoadBalancer" };
        return patch;
    }
}
