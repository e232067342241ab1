using System.Text;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Workshop.Hosting.Kube;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Dashboard;

/// <summary>The dashboard as Kubernetes objects, in a namespace of the engine's own: it is no part of the application. Pure.</summary>
internal static class DashboardObjects
{
    public const string Namespace = "workshop-system";
    public const string Name = DashboardAccess.ServiceName;

    /// <summary>Made by the cluster, with the least rights that the dashboard does with; Secrets it cannot read.</summary>
    public const string Account = "dashboard";

    public const string Image = "workshop/dashboard:1.0.0";

    private const string AccessFolder = "/etc/workshop/dashboard";
    private const string KubeconfigFile = "kubeconfig";
    private const string AccessName = $"{Name}-access";
    private const int HealthPort = 8081;

    /// <param name="host">The address of this machine under which it is reached.</param>
    /// <param name="kubeconfig">With what it asks the API.</param>
    public static IReadOnlyList<JsonObject> Of(string host, DashboardAccess access, string kubeconfig) =>
    [
        Json(Access(access, kubeconfig)),
        Json(Service(host, access)),
        Json(Deployment()),
    ];

    private static V1Secret Access(DashboardAccess access, string kubeconfig) => new()
    {
        Metadata = Metadata(AccessName),
        Type = "Opaque",
        Data = new Dictionary<string, byte[]>
        {
            ["token"] = Encoding.UTF8.GetBytes(access.BrowserToken),
            ["read-only-token"] = Encoding.UTF8.GetBytes(access.ReadOnlyToken),
            ["otlp-key"] = Encoding.UTF8.GetBytes(access.OtlpKey),
            [KubeconfigFile] = Encoding.UTF8.GetBytes(kubeconfig),
        },
    };

    private static V1Service Service(string host, DashboardAccess access) => new()
    {
        Metadata = Metadata(Name),
        Spec = new V1ServiceSpec
        {
            Type = "LoadBalancer",
            LoadBalancerIP = host,
            Selector = Selector(),
            Ports = [Port("http", access.Web), Port("otlp-grpc", access.OtlpGrpc), Port("otlp-http", access.OtlpHttp)],
        },
    };

    private static V1Deployment Deployment() => new()
    {
        Metadata = Metadata(Name),
        Spec = new V1DeploymentSpec
        {
            Replicas = 1,
            // What it has received lives in its memory: two at once would share the telemetry between them.
            Strategy = new V1DeploymentStrategy { Type = "Recreate" },
            Selector = new V1LabelSelector { MatchLabels = Selector() },
            Template = new V1PodTemplateSpec { Metadata = new V1ObjectMeta { Labels = Labels() }, Spec = PodSpec() },
        },
    };

    private static V1PodSpec PodSpec() => new()
    {
        ServiceAccountName = Account,
        AutomountServiceAccountToken = false,
        TerminationGracePeriodSeconds = 5,
        Volumes = [new V1Volume { Name = "access", Secret = new V1SecretVolumeSource { SecretName = AccessName, Items = [new V1KeyToPath { Key = KubeconfigFile, Path = KubeconfigFile }] } }],
        Containers =
        [
            new V1Container
            {
                Name = Name,
                Image = Image,
                ImagePullPolicy = "IfNotPresent",
                Ports =
                [
                    ContainerPort("http", DashboardPorts.Usual.Web),
                    ContainerPort("otlp-grpc", DashboardPorts.Usual.OtlpGrpc),
                    ContainerPort("otlp-http", DashboardPorts.Usual.OtlpHttp),
                    ContainerPort("health", HealthPort),
                ],
                Env =
                [
                    Variable("Workshop__Http", $"0.0.0.0:{DashboardPorts.Usual.Web}"),
                    Variable("Workshop__Otlp__Grpc", $"0.0.0.0:{DashboardPorts.Usual.OtlpGrpc}"),
                    Variable("Workshop__Otlp__Http", $"0.0.0.0:{DashboardPorts.Usual.OtlpHttp}"),
                    Variable("Workshop__Health", $"0.0.0.0:{HealthPort}"),
                    Variable("Workshop__Kubeconfig", $"{AccessFolder}/{KubeconfigFile}"),
                    // Nobody waits for its last answer.
                    Variable("Workshop__DrainDelay", "00:00:00"),
                    Secret("Workshop__Token", "token"),
                    Secret("Workshop__ReadOnlyToken", "read-only-token"),
                    Secret("Workshop__Otlp__ApiKey", "otlp-key"),
                ],
                Resources = new V1ResourceRequirements
                {
                    Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = new("50m"), ["memory"] = new("128Mi") },
                    Limits = new Dictionary<string, ResourceQuantity> { ["memory"] = new("768Mi") },
                },
                StartupProbe = Probe("/healthz", period: 1, failures: 60),
                ReadinessProbe = Probe("/readiness", period: 1, failures: 3),
                LivenessProbe = Probe("/healthz", period: 10, failures: 3),
                VolumeMounts = [new V1VolumeMount { Name = "access", MountPath = AccessFolder, ReadOnlyProperty = true }],
            },
        ],
    };

    private static V1Probe Probe(string path, int period, int failures) => new()
    {
        HttpGet = new V1HTTPGetAction { Path = path, Port = "health", Scheme = "HTTP" },
        PeriodSeconds = period,
        TimeoutSeconds = 5,
        FailureThreshold = failures,
    };

    private static V1ServicePort Port(string name, Uri address) => new() { Name = name, Port = address.Port, TargetPort = name, Protocol = "TCP" };

    private static V1ContainerPort ContainerPort(string name, int port) => new() { Name = name, ContainerPort = port, Protocol = "TCP" };

    private static V1EnvVar Variable(string name, string value) => new() { Name = name, Value = value };

    private static V1EnvVar Secret(string name, string key) => new()
    {
        Name = name,
        ValueFrom = new V1EnvVarSource { SecretKeyRef = new V1SecretKeySelector { Name = AccessName, Key = key } },
    };

    private static Dictionary<string, string> Labels() => ObjectLabels.OfResource(Name);

    private static Dictionary<string, string> Selector() => new() { ["app"] = Name };

    private static V1ObjectMeta Metadata(string name) => new() { Name = name, NamespaceProperty = Namespace, Labels = Labels() };

    private static JsonObject Json(IKubernetesObject<V1ObjectMeta> typed)
    {
        var kind = ApiResource.Of(typed.GetType());
        typed.ApiVersion = kind.GroupVersion;
        typed.Kind = kind.Kind;
        return JsonNode.Parse(KubernetesJson.Serialize(typed))!.AsObject();
    }
}
