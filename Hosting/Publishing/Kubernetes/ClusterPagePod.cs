using k8s;
using k8s.Models;
using Workshop.Cluster.Access.Rbac;
using Workshop.Hosting.Deploying;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Publishing.Kubernetes;

/// <summary>The cluster page as a pod beside the application: it looks at all namespaces, and its buttons are refused until somebody grants them.</summary>
internal static class ClusterPagePod
{
    public const string Name = "cluster-page";
    public const int WebPort = 18880;

    // What every cluster-wide object of it is called: it has no namespace to keep it apart from others'.
    private const string ReaderName = "workshop-cluster-page-reader";
    private const int HealthPort = 18881;

    public static readonly ImageName Image = new("workshop/cluster-page", ImageName.FirstVersion);

    public static V1Deployment Deployment()
    {
        var deployment = DashboardPods.Deployment(Name, new V1Container
        {
            Name = Name,
            Image = Image.ToString(),
            ImagePullPolicy = "IfNotPresent",
            Ports = [DashboardPods.ContainerPort("http", WebPort), DashboardPods.ContainerPort("health", HealthPort)],
            Env =
            [
                DashboardPods.Variable("Workshop__Http", $"0.0.0.0:{WebPort}"),
                DashboardPods.Variable("Workshop__Health", $"0.0.0.0:{HealthPort}"),
                DashboardPods.Secret("Workshop__Token", DashboardSecret.ClusterPageTokenKey),
                // A rollout's trace is looked at where 'kubectl port-forward' opens the other page.
                DashboardPods.Variable("Workshop__TracesUrl", $"http://127.0.0.1:{AspireDashboard.WebPort}/traces/detail/{{traceId}}"),
            ],
            Resources = DashboardPods.Resources(memory: "512Mi"),
            StartupProbe = DashboardPods.Probe("/healthz", "health", period: 1, failures: 60),
            ReadinessProbe = DashboardPods.Probe("/readiness", "health", period: 1, failures: 3),
            LivenessProbe = DashboardPods.Probe("/healthz", "health", period: 10, failures: 3),
        });
        deployment.Spec.Template.Spec.ServiceAccountName = Name;
        deployment.Spec.Template.Spec.AutomountServiceAccountToken = true;
        return deployment;
    }

    public static V1Service Service() => new()
    {
        Metadata = new V1ObjectMeta { Name = Name },
        Spec = new V1ServiceSpec { Type = "ClusterIP", Selector = ObjectLabels.ServiceSelector(Name), Ports = [DashboardPods.ServicePort("http", WebPort)] },
    };

    public static IEnumerable<IKubernetesObject<V1ObjectMeta>> Rights(TranslationTarget target) =>
    [
        new V1ServiceAccount { Metadata = Named(Name), AutomountServiceAccountToken = false },
        new V1ClusterRole { Metadata = Named(ReaderName), Rules = [.. ClusterPageRights.Pages] },
        new V1ClusterRoleBinding
        {
            Metadata = Named(ReaderName),
            RoleRef = new V1RoleRef { ApiGroup = V1Role.KubeGroup, Kind = "ClusterRole", Name = ReaderName },
            Subjects = [new() { Kind = V1ServiceAccount.KubeKind, Name = Name, NamespaceProperty = target.Namespace }],
        },
    ];

    private static V1ObjectMeta Named(string name) => new() { Name = name };
}
