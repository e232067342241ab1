#pragma warning disable ASPIREPROBES001 // Experimental in Aspire.

using Aspire.Hosting.ApplicationModel;
using k8s.Models;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Translation;

/// <summary>A workload's own objects: ServiceAccount, Service, Deployment.</summary>
internal sealed class WorkloadTranslation(TranslationTarget target, ServicePorts ports, EnvironmentTranslation environment)
{
    // Longer than a service needs to drain (2 s) and to finish a slow request.
    private const int TerminationGracePeriodSeconds = 20;

    public V1ServiceAccount ServiceAccount(Workload workload) => new()
    {
        Metadata = Metadata(workload, ObjectLabels.OfResource(workload.Name)),
        AutomountServiceAccountToken = false,
    };

    /// <summary>Null for a workload that nobody calls.</summary>
    public V1Service? Service(Workload workload)
    {
        var served = ports.Of(workload);
        var isExternal = served.Any(port => port.Endpoint.IsExternal);
        return served.Count == 0 ? null : new V1Service
        {
            Metadata = Metadata(workload, ObjectLabels.OfResource(workload.Name)),
            Spec = new V1ServiceSpec
            {
                Type = isExternal ? "LoadBalancer" : "ClusterIP",
                LoadBalancerIP = isExternal ? target.ExternalAddress : null,
                Selector = ObjectLabels.ServiceSelector(workload.Name),
                Ports = [.. served.Select(port => new V1ServicePort { Name = port.Endpoint.Name, Port = port.Port, TargetPort = port.Endpoint.Name, Protocol = "TCP" })],
            },
        };
    }

    public V1Deployment Deployment(Workload workload) => new()
    {
        Metadata = Metadata(workload, ObjectLabels.OfPods(workload)),
        Spec = new V1DeploymentSpec
        {
            Replicas = target.Replicas(workload),
            Selector = new V1LabelSelector { MatchLabels = ObjectLabels.DeploymentSelector(workload.Name) },
            Strategy = new V1DeploymentStrategy
            {
                Type = "RollingUpdate",
                // A rollout costs no capacity: a new pod is Ready before an old one goes.
                RollingUpdate = new V1RollingUpdateDeployment { MaxSurge = 1, MaxUnavailable = 0 },
            },
            Template = new V1PodTemplateSpec
            {
                Metadata = new V1ObjectMeta { Labels = ObjectLabels.OfPods(workload) },
                Spec = PodSpec(workload),
            },
        },
    };

    private V1PodSpec PodSpec(Workload workload) => new()
    {
        ServiceAccountName = workload.Name,
        AutomountServiceAccountToken = false,
        TerminationGracePeriodSeconds = TerminationGracePeriodSeconds,
        Volumes = SecretTranslation.VolumesOf(workload),
        Containers = [Container(workload)],
    };

    private V1Container Container(Workload workload) => new()
    {
        Name = workload.Name,
        Image = target.Image(workload),
        ImagePullPolicy = "IfNotPresent",
        Args = workload.Arguments.Count == 0 ? null : [.. workload.Arguments],
        Ports = workload.Endpoints.Count == 0 ? null : [.. workload.Endpoints.Select(endpoint => new V1ContainerPort { Name = endpoint.Name, ContainerPort = endpoint.ListeningPort, Protocol = "TCP" })],
        Env = environment.Of(workload) is { Count: > 0 } variables ? variables : null,
        Resources = Resources(workload),
        StartupProbe = ProbeTranslation.Of(workload, ProbeType.Startup),
        ReadinessProbe = ProbeTranslation.Of(workload, ProbeType.Readiness),
        LivenessProbe = ProbeTranslation.Of(workload, ProbeType.Liveness),
        VolumeMounts = SecretTranslation.MountsOf(workload),
    };

    // Requests are what the scheduler counts with; the limit is what an ordinary .NET process lives in. A database needs more.
    private static V1ResourceRequirements Resources(Workload workload) => new()
    {
        Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = new("50m"), ["memory"] = new("64Mi") },
        Limits = new Dictionary<string, ResourceQuantity> { ["memory"] = new(workload.ProjectPath is null ? "512Mi" : "256Mi") },
    };

    private V1ObjectMeta Metadata(Workload workload, Dictionary<string, string> labels) => new() { Name = workload.Name, NamespaceProperty = target.Namespace, Labels = labels };
}
