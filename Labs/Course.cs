namespace Workshop.Labs;

/// <summary>The labs in their order. A table, so that what there is can be read in one place.</summary>
public static class Course
{
    public static IReadOnlyList<Lab> Labs { get; } =
    [
        new(0, "00-set-up", SetUp.SetUpChecks.All),
        new(1, "01-the-app", TheApp.TheAppChecks.All),
        new(2, "02-package-it", PackageIt.PackageItChecks.All),
        new(3, "03-quick-demo", QuickDemo.QuickDemoChecks.All),
        new(4, "04-pods", Pods.PodsChecks.All),
        new(5, "05-health", Health.HealthChecks.All),
        new(6, "06-secrets-and-configmaps", SecretsAndConfigMaps.SecretsAndConfigMapsChecks.All),
        new(7, "07-services-and-labels", ServicesAndLabels.ServicesAndLabelsChecks.All),
        new(8, "08-deployments", Deployments.DeploymentsChecks.All),
        new(9, "09-rolling-update", RollingUpdate.RollingUpdateChecks.All),
        new(10, "10-canary", Canary.CanaryChecks.All),
        new(11, "11-blue-green", BlueGreen.BlueGreenChecks.All),
        new(12, "12-persistent-disks", PersistentDisks.PersistentDisksChecks.All),
        new(13, "13-logging-and-monitoring", LoggingAndMonitoring.LoggingAndMonitoringChecks.All),
        new(14, "14-autoscaling", Autoscaling.AutoscalingChecks.All),
        new(15, "15-jobs-and-daemonsets", JobsAndDaemonSets.JobsAndDaemonSetsChecks.All),
        new(16, "16-ingress-and-gateway-api", IngressAndGatewayApi.IngressAndGatewayApiChecks.All),
        new(17, "17-multi-cluster", MultiCluster.MultiClusterChecks.All),
        new(18, "18-web-ui-and-access", WebUIAndAccess.WebUIAndAccessChecks.All),
        new(19, "19-break-and-fix", BreakAndFix.BreakAndFixChecks.All),
    ];
}
