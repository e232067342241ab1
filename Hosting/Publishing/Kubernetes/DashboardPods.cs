using k8s.Models;
using Workshop.Hosting.Deploying;
using Workshop.Hosting.Translation;
using Workshop.Hosting.Translation.Policy;

namespace Workshop.Hosting.Publishing.Kubernetes;

/// <summary>What the pods of the overlay <c>dashboard</c> have in common: one of each, that cannot be root and writes /tmp alone.</summary>
internal static class DashboardPods
{
    private const string TemporaryVolume = "tmp";

    public static V1Deployment Deployment(string name, V1Container container)
    {
        container.SecurityContext = SecurityPolicy.OfContainer();
        container.VolumeMounts = [new V1VolumeMount { Name = TemporaryVolume, MountPath = "/tmp" }];
        return new()
        {
            Metadata = new V1ObjectMeta { Name = name },
            Spec = new V1DeploymentSpec
            {
                Replicas = 1,
                // What it has received is its own: two at once would share it between them.
                Strategy = new V1DeploymentStrategy { Type = "Recreate" },
                Selector = new V1LabelSelector { MatchLabels = ObjectLabels.ServiceSelector(name) },
                Template = new V1PodTemplateSpec
                {
                    Metadata = new V1ObjectMeta { Labels = ObjectLabels.OfResource(name) },
                    Spec = new V1PodSpec
                    {
                        AutomountServiceAccountToken = false,
                        TerminationGracePeriodSeconds = 5,
                        SecurityContext = SecurityPolicy.OfDotNetPod(),
                        Volumes = [new V1Volume { Name = TemporaryVolume, EmptyDir = new V1EmptyDirVolumeSource() }],
                        Containers = [container],
                    },
                },
            },
        };
    }

    public static V1ResourceRequirements Resources(string memory) => new()
    {
        Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = new("50m"), ["memory"] = new("128Mi") },
        Limits = new Dictionary<string, ResourceQuantity> { ["memory"] = new(memory) },
    };

    public static V1Probe Probe(string path, string port, int period, int failures) => new()
    {
        HttpGet = new V1HTTPGetAction { Path = path, Port = port, Scheme = "HTTP" },
        PeriodSeconds = period,
        TimeoutSeconds = 5,
        FailureThreshold = failures,
    };

    public static V1ContainerPort ContainerPort(string name, int port) => new() { Name = name, ContainerPort = port, Protocol = "TCP" };

    public static V1ServicePort ServicePort(string name, int port) => new() { Name = name, Port = port, TargetPort = name, Protocol = "TCP" };

    public static V1EnvVar Variable(string name, string value) => new() { Name = name, Value = value };

    public static V1EnvVar Secret(string name, string key) => new()
    {
        Name = name,
        ValueFrom = new V1EnvVarSource { SecretKeyRef = new V1SecretKeySelector { Name = DashboardSecret.Name, Key = key } },
    };
}
