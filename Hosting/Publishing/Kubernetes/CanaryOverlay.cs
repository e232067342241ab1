using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Publishing.Kubernetes;

/// <summary>A few pods of the next version behind the same Service: their share of the requests is their share of the pods.</summary>
internal static class CanaryOverlay
{
    public static Kustomization Of(IReadOnlyList<TranslatedObject> objects) => new($"{KubernetesFiles.Root}/overlays/canary", "The local overlay with one pod of version 2.0.0 beside the stable ones: 'hello' answers with both.")
    {
        BuildsOn = ["../local"],
        Objects = [SecondVersion.Of(objects, "canary", replicas: 1)],
    };
}
