using k8s;
using k8s.Models;
using Workshop.Hosting.Model;
using Workshop.Hosting.Translation.Policy;

namespace Workshop.Hosting.Translation;

/// <summary>A workload's own objects: ServiceAccount, Service, Deployment or StatefulSet, and what keeps it up.</summary>
internal sealed class WorkloadTranslation(TranslationTarget target, ServicePorts ports, PodTranslation pods)
{
    // After that a rollout that stands still says so.
    private const int ProgressDeadlineSeconds = 120;

    public V1ServiceAccount ServiceAccount(Workload workload) => new()
    {
        Metadata = Metadata(workload, ObjectLabels.OfResource(workload.Name)),
        AutomountServiceAccountToken = false,
    };

    /// <summary>Null for a workload that nobody calls.</summary>
    public V1Service? Service(Workload workload)
    {
        var served = ports.Of(workload);
        var isOffered = target.OffersExternalServices && served.Any(port => port.Endpoint.IsExternal);
        return served.Count == 0 ? null : new V1Service
        {
            Metadata = Metadata(workload, ObjectLabels.OfResource(workload.Name)),
            Spec = new V1ServiceSpec
            {
                Type = isOffered ? "LoadBalancer" : "ClusterIP",
                // A StatefulSet's pods are called by their own names, through a Service without an address.
                ClusterIP = workload.IsStateful ? "None" : null,
                LoadBalancerIP = isOffered ? target.ExternalAddress : null,
                Selector = ObjectLabels.ServiceSelector(workload.Name),
                Ports = [.. served.Select(port => new V1ServicePort { Name = port.Endpoint.Name, Port = port.Port, TargetPort = port.Endpoint.Name, Protocol = "TCP" })],
            },
        };
    }

    /// <summary>For what runs beside the pods: without a selector, so that its endpoints are whoever runs it says. Null for what nobody calls.</summary>
    public V1Service? ServiceOfNeighbour(Workload neighbour)
    {
        var served = ports.Of(neighbour);
        return served.Count == 0 ? null : new V1Service
        {
            Metadata = Metadata(neighbour, ObjectLabels.OfResource(neighbour.Name)),
            Spec = new V1ServiceSpec
            {
                Type = "ClusterIP",
                Ports = [.. served.Select(port => new V1ServicePort { Name = port.Endpoint.Name, Port = port.Port, Protocol = "TCP" })],
            },
        };
    }

    /// <summary>A Deployment, or a StatefulSet where a workload keeps data.</summary>
    public IKubernetesObject<V1ObjectMeta> Controller(Workload workload) => workload.IsStateful ? StatefulSet(workload) : Deployment(workload);

    public V1PodDisruptionBudget Budget(Workload workload)
    {
        var budget = AvailabilityPolicy.Budget(workload);
        budget.Metadata = Metadata(workload, ObjectLabels.OfResource(workload.Name));
        return budget;
    }

    /// <summary>Null for a workload whose pods cannot be many, and where learners scale by hand.</summary>
    public V2HorizontalPodAutoscaler? Autoscaler(Workload workload)
    {
        if (!IsAutoscaled(workload))
        {
            return null;
        }

        var autoscaler = AvailabilityPolicy.Autoscaler(workload, target.Replicas(workload));
        autoscaler.Metadata = Metadata(workload, ObjectLabels.OfResource(workload.Name));
        return autoscaler;
    }

    private V1Deployment Deployment(Workload workload) => new()
    {
        Metadata = Metadata(workload, ObjectLabels.OfPods(workload)),
        Spec = new V1DeploymentSpec
        {
            Replicas = IsAutoscaled(workload) ? null : target.Replicas(workload),
            Selector = new V1LabelSelector { MatchLabels = ObjectLabels.DeploymentSelector(workload.Name) },
            ProgressDeadlineSeconds = ProgressDeadlineSeconds,
            // A rollout costs no capacity: a new pod is Ready before an old one goes.
            Strategy = new V1DeploymentStrategy { Type = "RollingUpdate", RollingUpdate = new V1RollingUpdateDeployment { MaxSurge = 1, MaxUnavailable = 0 } },
            Template = pods.Template(workload),
        },
    };

    private V1StatefulSet StatefulSet(Workload workload) => new()
    {
        Metadata = Metadata(workload, ObjectLabels.OfPods(workload)),
        Spec = new V1StatefulSetSpec
        {
            ServiceName = workload.Name,
            Replicas = 1,
            Selector = new V1LabelSelector { MatchLabels = ObjectLabels.DeploymentSelector(workload.Name) },
            Template = pods.Template(workload),
            VolumeClaimTemplates = [.. workload.Volumes.Select(Claim)],
        },
    };

    private static V1PersistentVolumeClaim Claim(WorkloadVolume volume) => new()
    {
        Metadata = new V1ObjectMeta { Name = volume.Name },
        Spec = new V1PersistentVolumeClaimSpec
        {
            AccessModes = ["ReadWriteOnce"],
            Resources = new V1VolumeResourceRequirements { Requests = new Dictionary<string, ResourceQuantity> { ["storage"] = new("1Gi") } },
        },
    };

    private bool IsAutoscaled(Workload workload) => target.Autoscales && AvailabilityPolicy.Scales(workload);

    private V1ObjectMeta Metadata(Workload workload, Dictionary<string, string> labels) => new() { Name = workload.Name, NamespaceProperty = target.Namespace, Labels = labels };
}
