using System.Globalization;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Workshop.Hosting.Deploying;
using Workshop.Hosting.Kube;
using Workshop.Hosting.Model;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Publishing.Kubernetes;

/// <summary>Aspire's standalone dashboard and the cluster page beside the application, in any cluster: what the services tell, and what the cluster is doing.</summary>
internal static class DashboardOverlay
{
    public const string Name = "dashboard";

    public static Kustomization Of(ApplicationModel model, TranslationTarget target, string? registry) => new($"{KubernetesFiles.Root}/overlays/{Name}", "The local overlay with Aspire's dashboard and the cluster page beside it: 'kubectl port-forward -n workshop service/dashboard 18888' and 'service/cluster-page 18880' open the ways to their pages.")
    {
        BuildsOn = ["../local"],
        Objects =
        [
            .. ClusterPagePod.Rights(target).Append(AspireDashboard.Service()).Append(ClusterPagePod.Service()).Concat(DashboardNetwork.Of(model))
                .Append(AspireDashboard.Deployment()).Append(ClusterPagePod.Deployment()).Select(item => Json(item, target)),
        ],
        Images = registry is null ? [] : [new(ClusterPagePod.Image.Repository, PublishedImage.Of(ClusterPagePod.Image, registry).Name)],
        Patches = [.. Patch.Projects(model).Select(workload => Patch.Environment(workload, target, Telemetry()))],
    };

    /// <summary>The tokens, and what the services send to be let in; never written into a file.</summary>
    public static JsonObject Access(TranslationTarget target) => Json(DashboardSecret.New(), target);

    // By HTTP: its exporter takes a client of ours, which knows the names of the embedded cluster. The other one does not.
    private static JsonObject[] Telemetry() =>
    [
        new() { ["name"] = "OTEL_EXPORTER_OTLP_ENDPOINT", ["value"] = string.Create(CultureInfo.InvariantCulture, $"http://{AspireDashboard.Name}:{AspireDashboard.OtlpHttpPort}") },
        new() { ["name"] = "OTEL_EXPORTER_OTLP_PROTOCOL", ["value"] = "http/protobuf" },
        new()
        {
            ["name"] = "OTEL_EXPORTER_OTLP_HEADERS",
            // Optional: an application that nobody looks at still runs.
            ["valueFrom"] = new JsonObject { ["secretKeyRef"] = new JsonObject { ["name"] = DashboardSecret.Name, ["key"] = DashboardSecret.OtlpHeadersKey, ["optional"] = true } },
        },
    ];

    private static JsonObject Json(IKubernetesObject<V1ObjectMeta> item, TranslationTarget target)
    {
        item.Metadata.Labels = ObjectLabels.OfResource(item.Metadata.Name.Contains(ClusterPagePod.Name, StringComparison.Ordinal) ? ClusterPagePod.Name : AspireDashboard.Name);
        item.Metadata.NamespaceProperty = item is V1ClusterRole or V1ClusterRoleBinding ? null : target.Namespace;
        return ApiResource.Json(item);
    }
}
