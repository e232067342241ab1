using System.Globalization;
using k8s;
using k8s.Models;

namespace Workshop.Labs.Tests.Checks;

/// <summary>Objects as a cluster has them once its loops have done their work.</summary>
internal static class Things
{
    public static V1Pod Pod(string name, params IEnumerable<(string Key, string Value)> labels) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, Labels = labels.ToDictionary(label => label.Key, label => label.Value) },
        Spec = new V1PodSpec { Containers = [new V1Container { Name = "main" }] },
        Status = new V1PodStatus
        {
            Phase = "Running",
            Conditions = [new V1PodCondition { Type = "Ready", Status = "True" }],
            ContainerStatuses = [new V1ContainerStatus { Name = "main", Ready = true, Image = "i", ImageID = "i", State = new V1ContainerState { Running = new V1ContainerStateRunning { StartedAt = StandInCluster.Now.UtcDateTime } } }],
        },
    };

    public static V1Pod Unready(this V1Pod pod)
    {
        pod.Status.Conditions[0].Status = "False";
        pod.Status.ContainerStatuses[0].Ready = false;
        return pod;
    }

    public static V1Pod Restarted(this V1Pod pod, int times)
    {
        pod.Status.ContainerStatuses[0].RestartCount = times;
        return pod;
    }

    public static V1Pod Waiting(this V1Pod pod, string reason)
    {
        pod.Unready();
        pod.Status.Phase = "Pending";
        pod.Status.ContainerStatuses[0].State = new V1ContainerState { Waiting = new V1ContainerStateWaiting { Reason = reason } };
        return pod;
    }

    public static T OwnedBy<T>(this T child, IKubernetesObject<V1ObjectMeta> owner)
        where T : IKubernetesObject<V1ObjectMeta>
    {
        child.Metadata.OwnerReferences = [new V1OwnerReference { ApiVersion = "v1", Kind = "Owner", Name = owner.Metadata.Name, Uid = owner.Metadata.Uid ??= owner.Metadata.Name + "-uid" }];
        return child;
    }

    public static V1Service Service(string name, string type = "ClusterIP", params IEnumerable<(string Key, string Value)> selector) => new()
    {
        Metadata = new V1ObjectMeta { Name = name },
        Spec = new V1ServiceSpec { Type = type, Selector = selector.ToDictionary(label => label.Key, label => label.Value) },
    };

    public static V1Deployment Deployment(string name, int replicas, string version, int revision = 1) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, Annotations = Revision(revision) },
        Spec = new V1DeploymentSpec { Replicas = replicas, Selector = new V1LabelSelector(), Template = Template(version) },
        Status = new V1DeploymentStatus(),
    };

    public static V1ReplicaSet ReplicaSet(V1Deployment owner, int revision, string version) => new V1ReplicaSet
    {
        Metadata = new V1ObjectMeta { Name = $"{owner.Metadata.Name}-r{revision}", Annotations = Revision(revision) },
        Spec = new V1ReplicaSetSpec { Selector = new V1LabelSelector(), Template = Template(version) },
    }.OwnedBy(owner);

    private static Dictionary<string, string> Revision(int revision) => new() { ["deployment.kubernetes.io/revision"] = revision.ToString(CultureInfo.InvariantCulture) };

    private static V1PodTemplateSpec Template(string version) => new() { Spec = new V1PodSpec { Containers = [new V1Container { Name = "hello", Image = $"workshop/hello:{version}" }] } };
}
