using System.Text.Json.Nodes;
using Workshop.Hosting.Model;
using Workshop.Hosting.Publishing.Files;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Publishing.Kubernetes;

/// <summary>The application as folders for <c>kubectl apply -k</c>: a base that every cluster takes, and what differs from place to place on top of it.</summary>
internal static class KubernetesFiles
{
    public const string Root = "kubernetes";

    public static IEnumerable<PublishedFile> Of(ApplicationModel model, TranslationTarget target) => All(model, target, registry: null).SelectMany(folder => folder.Files());

    /// <param name="registry">Where the application's images lie; null: the cluster has them, and GKE's lie where a placeholder says.</param>
    public static IReadOnlyList<Kustomization> All(ApplicationModel model, TranslationTarget target, string? registry)
    {
        var objects = ApplicationTranslator.Translate(model, target);
        return
        [
            Base(objects),
            LocalOverlay.Of(model, target, registry),
            .. SecondVersion.Exists(objects) ? (Kustomization[])[CanaryOverlay.Of(objects), BlueGreenOverlay.Of(objects)] : [],
            DashboardOverlay.Of(model, target, registry),
            GkeComponent.Of(model, target, registry),
            GkeOverlay.Of(model, target),
            GkeIngressOverlay.Of(model, target),
        ];
    }

    private static Kustomization Base(IReadOnlyList<TranslatedObject> objects) => new($"{Root}/base", "The application, as any cluster takes it. It is not reached from outside: that is for the overlays to say.")
    {
        Objects = [.. objects.Select(item => (JsonObject)item.Body.DeepClone())],
    };
}
