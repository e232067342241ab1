#pragma warning disable ASPIREPROBES001 // Experimental in Aspire.

using Aspire.Hosting.ApplicationModel;
using k8s.Models;
using Workshop.Hosting.Model;
using Workshop.Hosting.Translation.Policy;

namespace Workshop.Hosting.Translation;

/// <summary>The pods of a workload.</summary>
internal sealed class PodTranslation(TranslationTarget target, EnvironmentTranslation environment)
{
    private const string TemporaryVolume = "tmp";
    private const string TemporaryFolder = "/tmp";

    // Longer than a service needs to drain (2 s) and to finish a slow request.
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(20);

    public V1PodTemplateSpec Template(Workload workload) => new()
    {
        Metadata = new V1ObjectMeta { Labels = ObjectLabels.OfPods(workload) },
        Spec = new V1PodSpec
        {
            ServiceAccountName = workload.Name,
            AutomountServiceAccountToken = false,
            TerminationGracePeriodSeconds = (long)(EndLimit + target.EndDelay(workload)).TotalSeconds,
            SecurityContext = SecurityPolicy.OfPod(workload),
            TopologySpreadConstraints = workload.IsStateful ? null : AvailabilityPolicy.Spread(workload),
            Volumes = Volumes(workload) is { Count: > 0 } volumes ? volumes : null,
            Containers = [Container(workload)],
        },
    };

    private V1Container Container(Workload workload) => new()
    {
        Name = workload.Name,
        Image = target.Image(workload),
        ImagePullPolicy = "IfNotPresent",
        Command = Texts(workload.Command) is { Count: > 0 } command ? command : null,
        Args = Texts(workload.Arguments) is { Count: > 0 } arguments ? arguments : null,
        Ports = workload.Endpoints.Count == 0 ? null : [.. workload.Endpoints.Select(endpoint => new V1ContainerPort { Name = endpoint.Name, ContainerPort = endpoint.ListeningPort, Protocol = "TCP" })],
        Env = environment.Of(workload) is { Count: > 0 } variables ? variables : null,
        Resources = Resources(workload),
        StartupProbe = ProbeTranslation.Of(workload, ProbeType.Startup),
        ReadinessProbe = ProbeTranslation.Of(workload, ProbeType.Readiness),
        LivenessProbe = ProbeTranslation.Of(workload, ProbeType.Liveness),
        Lifecycle = EndDelay(workload),
        SecurityContext = SecurityPolicy.OfContainer(),
        VolumeMounts = Mounts(workload) is { Count: > 0 } mounts ? mounts : null,
    };

    // A load balancer outside the cluster learns later than the cluster that a pod ends, and sends it requests until then.
    private V1Lifecycle? EndDelay(Workload workload) => target.EndDelay(workload) is { Ticks: > 0 } delay
        ? new V1Lifecycle { PreStop = new V1LifecycleHandler { Sleep = new V1SleepAction { Seconds = (long)delay.TotalSeconds } } }
        : null;

    private List<V1Volume> Volumes(Workload workload)
    {
        List<V1Volume> volumes = [.. SecretTranslation.VolumesOf(workload) ?? [], .. SecretFiles.Volumes(workload)];
        if (target.IsContained)
        {
            volumes.Add(new V1Volume { Name = TemporaryVolume, EmptyDir = new V1EmptyDirVolumeSource() });
        }

        return volumes;
    }

    private List<V1VolumeMount> Mounts(Workload workload)
    {
        List<V1VolumeMount> mounts = [.. SecretTranslation.MountsOf(workload) ?? [], .. SecretFiles.Mounts(workload)];
        if (target.IsContained)
        {
            mounts.Add(new V1VolumeMount { Name = TemporaryVolume, MountPath = TemporaryFolder });
        }

        mounts.AddRange(workload.Volumes.Select(volume => new V1VolumeMount { Name = volume.Name, MountPath = volume.Path, ReadOnlyProperty = volume.IsReadOnly ? true : null }));
        return mounts;
    }

    private List<string> Texts(IReadOnlyList<TextExpression> expressions) => [.. expressions.Select(environment.Text)];

    // Requests are what the scheduler counts with; the limit is what an ordinary .NET process lives in. A database needs more.
    private static V1ResourceRequirements Resources(Workload workload) => new()
    {
        Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = new("50m"), ["memory"] = new("64Mi") },
        Limits = new Dictionary<string, ResourceQuantity> { ["memory"] = new(workload.ProjectPath is null ? "512Mi" : "256Mi") },
    };
}
