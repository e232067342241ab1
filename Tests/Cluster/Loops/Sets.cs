using System.Globalization;
using k8s.Models;
using Workshop.Cluster.Loops.Deployments;

namespace Workshop.Cluster.Tests.Loops;

/// <summary>Objects for the tables of plans: only what a plan reads.</summary>
internal static class Sets
{
    public static readonly DateTime Start = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    /// <param name="age">A greater one is older.</param>
    public static V1ReplicaSet Set(string name, int replicas, int available = 0, int age = 0, string image = "hello:1", int? desired = null, int? max = null, int? revision = null) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = name,
            NamespaceProperty = "default",
            Uid = name,
            Generation = 1,
            CreationTimestamp = Start.AddMinutes(-age),
            Annotations = Annotations(desired, max, revision),
        },
        Spec = new V1ReplicaSetSpec { Replicas = replicas, Template = Template(image) },
        Status = new V1ReplicaSetStatus { Replicas = replicas, AvailableReplicas = available, ReadyReplicas = available, ObservedGeneration = 1 },
    };

    public static V1Deployment Deployment(int replicas, string maxSurge = "25%", string maxUnavailable = "25%", string image = "hello:1") => new()
    {
        Metadata = new V1ObjectMeta { Name = "hello", NamespaceProperty = "default", Uid = "hello", Generation = 1 },
        Spec = new V1DeploymentSpec
        {
            Replicas = replicas,
            ProgressDeadlineSeconds = 600,
            RevisionHistoryLimit = 10,
            Strategy = new V1DeploymentStrategy
            {
                Type = "RollingUpdate",
                RollingUpdate = new V1RollingUpdateDeployment { MaxSurge = maxSurge, MaxUnavailable = maxUnavailable },
            },
            Selector = new V1LabelSelector { MatchLabels = new Dictionary<string, string> { ["app"] = "hello" } },
            Template = Template(image),
        },
    };

    public static V1PodTemplateSpec Template(string image) => new()
    {
        Metadata = new V1ObjectMeta { Labels = new Dictionary<string, string> { ["app"] = "hello" } },
        Spec = new V1PodSpec { Containers = [new V1Container { Name = "hello", Image = image }] },
    };

    private static Dictionary<string, string> Annotations(int? desired, int? max, int? revision) =>
        new (string Name, int? Value)[]
        {
            (ReplicaSetAnnotations.DesiredReplicas, desired), (ReplicaSetAnnotations.MaxReplicas, max), (ReplicaSetAnnotations.Revision, revision),
        }.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Name, pair => pair.Value!.Value.ToString(CultureInfo.InvariantCulture));
}
