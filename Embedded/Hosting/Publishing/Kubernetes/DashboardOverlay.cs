using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Workshop.Cluster.Access.Rbac;
using Workshop.Hosting.Dashboard;
using Workshop.Hosting.Deploying;
using Workshop.Hosting.Kube;
using Workshop.Hosting.Model;
using Workshop.Hosting.Translation;
using Workshop.Hosting.Translation.Policy;

namespace Workshop.Hosting.Publishing.Kubernetes;

/// <summary>The workshop's dashboard beside the application, in any cluster: it shows what it may look at there, and what the services tell it.</summary>
internal static class DashboardOverlay
{
    public const string Name = "dashboard";

    // What every cluster-wide object of it is called: it has no namespace to keep it apart from others'.
    private const string ReaderName = "workshop-dashboard-reader";
    private const string OtlpHeadersKey = "otlp-headers";
    private const string TemporaryVolume = "tmp";
    private const int OtlpGrpcPort = 4317;
    private const int OtlpHttpPort = 4318;

    public static Kustomization Of(ApplicationModel model, TranslationTarget target, string? registry) => new($"{KubernetesFiles.Root}/overlays/{Name}", "The local overlay with the workshop's dashboard beside it: 'kubectl port-forward -n workshop service/dashboard 18888' opens the way to its pages.")
    {
        BuildsOn = ["../local"],
        Objects =
        [
            .. Rights(target).Append(Service()).Concat(DashboardNetwork.Of(model)).Append(Deployment()).Select(item => Json(item, target)),
        ],
        Images = registry is null ? [] : [new(DashboardPod.Image.Repository, PublishedImage.Of(DashboardPod.Image, registry).Name)],
        Patches = [.. Patch.Projects(model).Select(workload => Patch.Environment(workload, target, Telemetry()))],
    };

    /// <summary>Its tokens, and what the services send to be let in; never written into a file.</summary>
    public static JsonObject Access(DashboardAccess access, TranslationTarget target) => Json(
        new V1Secret
        {
            Metadata = new V1ObjectMeta { Name = DashboardPod.AccessName },
            Type = "Opaque",
            Data = new Dictionary<string, byte[]>(DashboardPod.Tokens(access)) { [OtlpHeadersKey] = Encoding.UTF8.GetBytes(access.OtlpHeaders) },
        },
        target);

    // By HTTP: its exporter takes a client of ours, which knows the names of the embedded cluster. The other one does not.
    private static JsonObject[] Telemetry() =>
    [
        new() { ["name"] = "OTEL_EXPORTER_OTLP_ENDPOINT", ["value"] = string.Create(CultureInfo.InvariantCulture, $"http://{DashboardPod.Name}:{OtlpHttpPort}") },
        new() { ["name"] = "OTEL_EXPORTER_OTLP_PROTOCOL", ["value"] = "http/protobuf" },
        new()
        {
            ["name"] = "OTEL_EXPORTER_OTLP_HEADERS",
            // Optional: an application that nobody looks at still runs.
            ["valueFrom"] = new JsonObject { ["secretKeyRef"] = new JsonObject { ["name"] = DashboardPod.AccessName, ["key"] = OtlpHeadersKey, ["optional"] = true } },
        },
    ];

    // It watches all namespaces at once, and reads the logs of this one. Its buttons are refused: who wants them, grants them.
    private static IEnumerable<IKubernetesObject<V1ObjectMeta>> Rights(TranslationTarget target) =>
    [
        new V1ServiceAccount { Metadata = Named(DashboardPod.Account), AutomountServiceAccountToken = false },
        new V1ClusterRole { Metadata = Named(ReaderName), Rules = [.. DashboardRights.Pages] },
        new V1ClusterRoleBinding { Metadata = Named(ReaderName), RoleRef = Role("ClusterRole", ReaderName), Subjects = Subject(target) },
        new V1Role { Metadata = Named(DashboardPod.Name), Rules = [.. DashboardRights.Logs] },
        new V1RoleBinding { Metadata = Named(DashboardPod.Name), RoleRef = Role("Role", DashboardPod.Name), Subjects = Subject(target) },
    ];

    private static V1Service Service() => new()
    {
        Metadata = Named(DashboardPod.Name),
        Spec = new V1ServiceSpec
        {
            Type = "ClusterIP",
            Selector = ObjectLabels.ServiceSelector(DashboardPod.Name),
            Ports = [Port("http", DashboardPorts.Usual.Web), Port("otlp-grpc", OtlpGrpcPort), Port("otlp-http", OtlpHttpPort)],
        },
    };

    private static V1Deployment Deployment()
    {
        var pod = DashboardPod.Spec();
        pod.AutomountServiceAccountToken = true;
        pod.SecurityContext = SecurityPolicy.OfDotNetPod();
        pod.Volumes = [new V1Volume { Name = TemporaryVolume, EmptyDir = new V1EmptyDirVolumeSource() }];
        pod.Containers[0].SecurityContext = SecurityPolicy.OfContainer();
        pod.Containers[0].VolumeMounts = [new V1VolumeMount { Name = TemporaryVolume, MountPath = "/tmp" }];
        var deployment = DashboardPod.Deployment(pod);
        deployment.Metadata = Named(DashboardPod.Name);
        return deployment;
    }

    private static V1ServicePort Port(string name, int port) => new() { Name = name, Port = port, TargetPort = name, Protocol = "TCP" };

    private static V1RoleRef Role(string kind, string name) => new() { ApiGroup = V1Role.KubeGroup, Kind = kind, Name = name };

    private static List<Rbacv1Subject> Subject(TranslationTarget target) => [new() { Kind = V1ServiceAccount.KubeKind, Name = DashboardPod.Account, NamespaceProperty = target.Namespace }];

    private static V1ObjectMeta Named(string name) => new() { Name = name };

    private static JsonObject Json(IKubernetesObject<V1ObjectMeta> item, TranslationTarget target)
    {
        item.Metadata.Labels = ObjectLabels.OfResource(DashboardPod.Name);
        item.Metadata.NamespaceProperty = item is V1ClusterRole or V1ClusterRoleBinding ? null : target.Namespace;
        return ApiResource.Json(item);
    }
}
