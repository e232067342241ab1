using System.Text;
using k8s.Models;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Dashboard;

/// <summary>The dashboard's pod, as it is wherever it runs: in a run of this machine, and beside the application in somebody's cluster.</summary>
internal static class DashboardPod
{
    public const string Name = DashboardAccess.ServiceName;

    /// <summary>The ServiceAccount.</summary>
    public const string Account = "dashboard";

    /// <summary>The Secret with its tokens.</summary>
    public const string AccessName = $"{Name}-access";

    public const string TokenKey = "token";
    public const string ReadOnlyTokenKey = "read-only-token";
    private const string OtlpKey = "otlp-key";
    private const int HealthPort = 8081;

    public static readonly ImageName Image = new("workshop/dashboard", ImageName.FirstVersion);

    public static Dictionary<string, byte[]> Tokens(DashboardAccess access) => new()
    {
        [TokenKey] = Encoding.UTF8.GetBytes(access.BrowserToken),
        [ReadOnlyTokenKey] = Encoding.UTF8.GetBytes(access.ReadOnlyToken),
        [OtlpKey] = Encoding.UTF8.GetBytes(access.OtlpKey),
    };

    public static V1Deployment Deployment(V1PodSpec pod) => new()
    {
        Spec = new V1DeploymentSpec
        {
            Replicas = 1,
            // What it has received lives in its memory: two at once would share the telemetry between them.
            Strategy = new V1DeploymentStrategy { Type = "Recreate" },
            Selector = new V1LabelSelector { MatchLabels = ObjectLabels.ServiceSelector(Name) },
            Template = new V1PodTemplateSpec { Metadata = new V1ObjectMeta { Labels = ObjectLabels.OfResource(Name) }, Spec = pod },
        },
    };

    /// <summary>How it finds the API is for the place to add.</summary>
    public static V1PodSpec Spec() => new()
    {
        ServiceAccountName = Account,
        TerminationGracePeriodSeconds = 5,
        Containers =
        [
            new V1Container
            {
                Name = Name,
                Image = Image.ToString(),
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
                    // Nobody waits for its last answer.
                    Variable("Workshop__DrainDelay", "00:00:00"),
                    Secret("Workshop__Token", TokenKey),
                    Secret("Workshop__ReadOnlyToken", ReadOnlyTokenKey),
                    Secret("Workshop__Otlp__ApiKey", OtlpKey),
                ],
                Resources = new V1ResourceRequirements
                {
                    Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = new("50m"), ["memory"] = new("128Mi") },
                    Limits = new Dictionary<string, ResourceQuantity> { ["memory"] = new("768Mi") },
                },
                StartupProbe = Probe("/healthz", period: 1, failures: 60),
                ReadinessProbe = Probe("/readiness", period: 1, failures: 3),
                LivenessProbe = Probe("/healthz", period: 10, failures: 3),
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

    private static V1ContainerPort ContainerPort(string name, int port) => new() { Name = name, ContainerPort = port, Protocol = "TCP" };

    private static V1EnvVar Variable(string name, string value) => new() { Name = name, Value = value };

    private static V1EnvVar Secret(string name, string key) => new()
    {
        Name = name,
        ValueFrom = new V1EnvVarSource { SecretKeyRef = new V1SecretKeySelector { Name = AccessName, Key = key } },
    };
}
