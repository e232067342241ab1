using k8s.Models;
using Workshop.Hosting.Deploying;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Publishing.Kubernetes;

/// <summary>Aspire's standalone dashboard as a pod: traces, metrics and structured logs of who sends them. Nobody gets in without a token, and nothing without a key.</summary>
internal static class AspireDashboard
{
    public const string Name = "dashboard";
    public const int WebPort = 18888;
    public const int OtlpGrpcPort = 18889;
    public const int OtlpHttpPort = 18890;

    private const string Repository = "mcr.microsoft.com/dotnet/aspire-dashboard";
    private const string Tag = "13.6";

    // Where to listen is the image's to say: of these ports on all addresses.
    public static V1Deployment Deployment() => DashboardPods.Deployment(Name, new V1Container
    {
        Name = Name,
        Image = $"{Repository}:{Tag}",
        ImagePullPolicy = "IfNotPresent",
        Ports = [DashboardPods.ContainerPort("http", WebPort), DashboardPods.ContainerPort("otlp-grpc", OtlpGrpcPort), DashboardPods.ContainerPort("otlp-http", OtlpHttpPort)],
        Env =
        [
            DashboardPods.Variable("Dashboard__Frontend__AuthMode", "BrowserToken"),
            DashboardPods.Secret("Dashboard__Frontend__BrowserToken", DashboardSecret.TokenKey),
            DashboardPods.Variable("Dashboard__Otlp__AuthMode", "ApiKey"),
            DashboardPods.Secret("Dashboard__Otlp__PrimaryApiKey", DashboardSecret.OtlpKey),
            // Doors that nobody here uses.
            DashboardPods.Variable("Dashboard__Api__Disabled", "true"),
            DashboardPods.Variable("Dashboard__Mcp__Disabled", "true"),
            DashboardPods.Variable("ASPIRE_DASHBOARD_TELEMETRY_OPTOUT", "true"),
            DashboardPods.Variable("ASPIRE_VERSION_CHECK_DISABLED", "true"),
        ],
        Resources = DashboardPods.Resources(memory: "768Mi"),
        StartupProbe = DashboardPods.Probe("/login", "http", period: 1, failures: 60),
        ReadinessProbe = DashboardPods.Probe("/login", "http", period: 5, failures: 3),
        LivenessProbe = DashboardPods.Probe("/login", "http", period: 10, failures: 3),
    });

    public static V1Service Service() => new()
    {
        Metadata = new V1ObjectMeta { Name = Name },
        Spec = new V1ServiceSpec
        {
            Type = "ClusterIP",
            Selector = ObjectLabels.ServiceSelector(Name),
            Ports = [DashboardPods.ServicePort("http", WebPort), DashboardPods.ServicePort("otlp-grpc", OtlpGrpcPort), DashboardPods.ServicePort("otlp-http", OtlpHttpPort)],
        },
    };
}
