using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using k8s.Models;
using Workshop.Hosting.Kube;
using Workshop.Hosting.Publishing.Kubernetes;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.ClusterPage;

/// <summary>A run's cluster page as Kubernetes objects, in a namespace of the engine's own: it is no part of the application. Pure.</summary>
internal static class PageObjects
{
    public const string Namespace = "workshop-system";
    public const string Name = ClusterPagePod.Name;

    /// <summary>The ServiceAccount with whose rights it asks the API; the cluster brings it along.</summary>
    public const string Account = "cluster-page";

    public static readonly ImageName Image = ClusterPagePod.Image;

    private const string AccessName = $"{Name}-access";
    private const string AccessFolder = "/etc/workshop/cluster-page";
    private const string TokenKey = "token";
    private const string ReadOnlyTokenKey = "read-only-token";
    private const string KubeconfigKey = "kubeconfig";
    private const int HealthPort = 18881;

    /// <param name="host">The address of this machine under which it is reached.</param>
    /// <param name="kubeconfig">With what it asks the API.</param>
    /// <param name="learner">Whose labs it checks.</param>
    /// <param name="dashboard">Aspire's dashboard, where a rollout's trace is looked at; null without one.</param>
    public static IReadOnlyList<JsonObject> Of(string host, PageAccess access, string kubeconfig, PageLearner learner, Uri? dashboard) =>
    [
        ApiResource.Json(Access(access, kubeconfig)),
        ApiResource.Json(Service(host, access)),
        ApiResource.Json(Deployment(access, learner, dashboard)),
    ];

    private static V1Secret Access(PageAccess access, string kubeconfig) => new()
    {
        Metadata = Metadata(AccessName),
        Type = "Opaque",
        Data = new Dictionary<string, string> { [TokenKey] = access.Token, [ReadOnlyTokenKey] = access.ReadOnlyToken, [KubeconfigKey] = kubeconfig }
            .ToDictionary(pair => pair.Key, pair => Encoding.UTF8.GetBytes(pair.Value)),
    };

    private static V1Service Service(string host, PageAccess access) => new()
    {
        Metadata = Metadata(Name),
        Spec = new V1ServiceSpec
        {
            Type = "LoadBalancer",
            LoadBalancerIP = host,
            Selector = ObjectLabels.ServiceSelector(Name),
            Ports = [DashboardPods.ServicePort("http", access.Web.Port)],
        },
    };

    private static V1Deployment Deployment(PageAccess access, PageLearner learner, Uri? dashboard) => new()
    {
        Metadata = Metadata(Name),
        Spec = new V1DeploymentSpec
        {
            Replicas = 1,
            Strategy = new V1DeploymentStrategy { Type = "Recreate" },
            Selector = new V1LabelSelector { MatchLabels = ObjectLabels.ServiceSelector(Name) },
            Template = new V1PodTemplateSpec
            {
                Metadata = new V1ObjectMeta { Labels = ObjectLabels.OfResource(Name) },
                Spec = new V1PodSpec
                {
                    AutomountServiceAccountToken = false,
                    TerminationGracePeriodSeconds = 5,
                    Volumes = [new V1Volume { Name = "access", Secret = new V1SecretVolumeSource { SecretName = AccessName, Items = [new V1KeyToPath { Key = KubeconfigKey, Path = KubeconfigKey }] } }],
                    Containers = [Container(access, learner, dashboard)],
                },
            },
        },
    };

    private static V1Container Container(PageAccess access, PageLearner learner, Uri? dashboard) => new()
    {
        Name = Name,
        Image = Image.ToString(),
        ImagePullPolicy = "IfNotPresent",
        Ports = [DashboardPods.ContainerPort("http", access.Web.Port), DashboardPods.ContainerPort("health", HealthPort)],
        Env =
        [
            // Cookies are named after the port: two runs in one browser do not log each other out.
            DashboardPods.Variable("Workshop__Http", string.Create(CultureInfo.InvariantCulture, $"0.0.0.0:{access.Web.Port}")),
            DashboardPods.Variable("Workshop__Health", string.Create(CultureInfo.InvariantCulture, $"0.0.0.0:{HealthPort}")),
            DashboardPods.Variable("Workshop__Kubeconfig", $"{AccessFolder}/{KubeconfigKey}"),
            // Paths alone: the files are the user's own, and closed to others.
            DashboardPods.Variable("Workshop__Labs__State", learner.StateFolder),
            DashboardPods.Variable("Workshop__Labs__Kubeconfig", learner.Kubeconfig),
            Secret("Workshop__Token", TokenKey),
            Secret("Workshop__ReadOnlyToken", ReadOnlyTokenKey),
            .. dashboard is null ? (V1EnvVar[])[] : [DashboardPods.Variable("Workshop__TracesUrl", $"{dashboard.ToString().TrimEnd('/')}/traces/detail/{{traceId}}")],
        ],
        // What a lab's step starts when it is done by this page counts, too.
        Resources = DashboardPods.Resources(memory: "2Gi"),
        StartupProbe = DashboardPods.Probe("/healthz", "health", period: 1, failures: 60),
        ReadinessProbe = DashboardPods.Probe("/readiness", "health", period: 1, failures: 3),
        LivenessProbe = DashboardPods.Probe("/healthz", "health", period: 10, failures: 3),
        VolumeMounts = [new V1VolumeMount { Name = "access", MountPath = AccessFolder, ReadOnlyProperty = true }],
    };

    private static V1EnvVar Secret(string name, string key) => new()
    {
        Name = name,
        ValueFrom = new V1EnvVarSource { SecretKeyRef = new V1SecretKeySelector { Name = AccessName, Key = key } },
    };

    private static V1ObjectMeta Metadata(string name) => new() { Name = name, NamespaceProperty = Namespace, Labels = ObjectLabels.OfResource(Name) };
}
