using k8s.Models;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Translation.Policy;

/// <summary>How a workload stays up while nodes come and go, and grows with its load.</summary>
internal static class AvailabilityPolicy
{
    private const int MaxReplicas = 10;
    private const int TargetCpuPercent = 70;
    private static readonly string[] Topology = ["topology.kubernetes.io/zone", "kubernetes.io/hostname"];

    /// <summary>One pod at a time may be taken away on purpose. Never none: a node could not be emptied.</summary>
    public static V1PodDisruptionBudget Budget(Workload workload) => new()
    {
        Spec = new V1PodDisruptionBudgetSpec
        {
            MaxUnavailable = 1,
            Selector = new V1LabelSelector { MatchLabels = ObjectLabels.ServiceSelector(workload.Name) },
        },
    };

    /// <summary>Whether its pods share nothing but what others keep for them: only then can there be any number of them.</summary>
    public static bool Scales(Workload workload) => !workload.IsStateful;

    /// <summary>Its replicas are then the autoscaler's: who applied the Deployment again with a number of his own would undo its work.</summary>
    public static V2HorizontalPodAutoscaler Autoscaler(Workload workload, int replicas) => new()
    {
        Spec = new V2HorizontalPodAutoscalerSpec
        {
            ScaleTargetRef = new V2CrossVersionObjectReference { ApiVersion = "apps/v1", Kind = V1Deployment.KubeKind, Name = workload.Name },
            // Two at least: a node that goes takes one with it.
            MinReplicas = Math.Max(2, replicas),
            MaxReplicas = MaxReplicas,
            Metrics =
            [
                new V2MetricSpec
                {
                    Type = "Resource",
                    Resource = new V2ResourceMetricSource { Name = "cpu", Target = new V2MetricTarget { Type = "Utilization", AverageUtilization = TargetCpuPercent } },
                },
            ],
        },
    };

    /// <summary>Over zones and nodes as evenly as it goes; a pod that finds no such place still runs.</summary>
    public static IList<V1TopologySpreadConstraint> Spread(Workload workload) =>
    [
        .. from key in Topology
           select new V1TopologySpreadConstraint
           {
               MaxSkew = 1,
               TopologyKey = key,
               WhenUnsatisfiable = "ScheduleAnyway",
               LabelSelector = new V1LabelSelector { MatchLabels = ObjectLabels.ServiceSelector(workload.Name) },
           },
    ];
}
