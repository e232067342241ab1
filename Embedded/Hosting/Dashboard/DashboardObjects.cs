using System.Text;
using System.Text.Json.Nodes;
using k8s.Models;
using Workshop.Hosting.Kube;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Dashboard;

/// <summary>The dashboard as Kubernetes objects, in a namespace of the engine's own: it is no part of the application. Pure.</summary>
internal static class DashboardObjects
{
    public const string Namespace = "workshop-system";
    public const string Name = DashboardAccess.ServiceName;

    private const string AccessFolder = "/etc/workshop/dashboard";
    private const string KubeconfigFile = "kubeconfig";

    /// <param name="host">The address of this machine under which it is reached.</param>
    /// <param name="kubeconfig">With what it asks the API.</param>
    public static IReadOnlyList<JsonObject> Of(string host, DashboardAccess access, string kubeconfig) =>
    [
        ApiResource.Json(Access(access, kubeconfig)),
        ApiResource.Json(Service(host, access)),
        ApiResource.Json(Deployment()),
    ];

    private static V1Secret Access(DashboardAccess access, string kubeconfig) => new()
    {
        Metadata = Metadata(DashboardPod.AccessName),
        Type = "Opaque",
        Data = new Dictionary<string, byte[]>(DashboardPod.Tokens(access)) { [KubeconfigFile] = Encoding.UTF8.GetBytes(kubeconfig) },
    };

    private static V1Service Service(string host, DashboardAccess access) => new()
    {
        Metadata = Metadata(Name),
        Spec = new V1ServiceSpec
        {
            Type = "LoadBalancer",
            LoadBalancerIP = host,
            Selector = ObjectLabels.ServiceSelector(Name),
            Ports = [Port("http", access.Web), Port("otlp-grpc", access.OtlpGrpc), Port("otlp-http", access.OtlpHttp)],
        },
    };

    private static V1Deployment Deployment()
    {
        var deployment = DashboardPod.Deployment(PodSpec());
        deployment.Metadata = Metadata(Name);
        return deployment;
    }

    // It asks the API as a client from outside would: a run has a kubeconfig for it.
    private static V1PodSpec PodSpec()
    {
        var pod = DashboardPod.Spec();
        var container = pod.Containers[0];
        pod.AutomountServiceAccountToken = false;
        pod.Volumes = [new V1Volume { Name = "access", Secret = new V1SecretVolumeSource { SecretName = DashboardPod.AccessName, Items = [new V1KeyToPath { Key = KubeconfigFile, Path = KubeconfigFile }] } }];
        container.VolumeMounts = [new V1VolumeMount { Name = "access", MountPath = AccessFolder, ReadOnlyProperty = true }];
        container.Env.Add(new V1EnvVar { Name = "Workshop__Kubeconfig", Value = $"{AccessFolder}/{KubeconfigFile}" });
        return pod;
    }

    private static V1ServicePort Port(string name, Uri address) => new() { Name = name, Port = address.Port, TargetPort = name, Protocol = "TCP" };

    private static V1ObjectMeta Metadata(string name) => new() { Name = name, NamespaceProperty = Namespace, Labels = ObjectLabels.OfResource(Name) };
}
