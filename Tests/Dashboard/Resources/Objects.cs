using System.Collections.Immutable;
using k8s.Models;
using Workshop.Dashboard.Watching;

namespace Workshop.Dashboard.Tests.Resources;

/// <summary>Objects of a cluster, as short as a test can say them; all in namespace <c>workshop</c>.</summary>
internal static class Objects
{
    public const string Namespace = "workshop";

    public static ClusterSnapshot Snapshot(IEnumerable<DeploymentState> deployments, IEnumerable<ReplicaSetState> sets, IEnumerable<PodState> pods, params IEnumerable<ServiceState> services) =>
        new(new ClusterConnection(ConnectionPhase.Connected, "https://127.0.0.1", "", "", DateTimeOffset.UnixEpoch), DateTimeOffset.UnixEpoch)
        {
            Deployments = deployments.ToImmutableSortedDictionary(one => one.Name, one => one),
            ReplicaSets = sets.ToImmutableSortedDictionary(one => one.Name, one => one),
            Pods = pods.ToImmutableSortedDictionary(one => one.Name, one => one),
            Services = services.ToImmutableSortedDictionary(one => one.Name, one => one),
        };

    public static DeploymentState Deployment(string name, int desired, int available, string image = "workshop/x:1.0.0", params (string Name, string Value)[] environment) => new(new V1Deployment
    {
        Metadata = new() { Name = name, NamespaceProperty = Namespace, Generation = 1 },
        Spec = new()
        {
            Replicas = desired,
            Selector = new() { MatchLabels = new Dictionary<string, string> { ["app"] = name } },
            Template = new()
            {
                Metadata = new() { Labels = new Dictionary<string, string> { ["app"] = name } },
                Spec = new() { Containers = [new() { Name = name, Image = image, Env = [.. environment.Select(one => new V1EnvVar { Name = one.Name, Value = one.Value })] }] },
            },
        },
        Status = new() { ObservedGeneration = 1, Replicas = desired, UpdatedReplicas = desired, ReadyReplicas = available, AvailableReplicas = available },
    });

    public static ReplicaSetState ReplicaSet(string deployment) => new(new V1ReplicaSet
    {
        Metadata = new() { Name = deployment + "-1", NamespaceProperty = Namespace, OwnerReferences = [Owner("Deployment", deployment)] },
        Spec = new(),
    });

    public static PodState Pod(string name, V1OwnerReference? owner, V1PodStatus status, string image = "workshop/x:1.0.0") => new(new V1Pod
    {
        Metadata = new() { Name = name, NamespaceProperty = Namespace, Uid = name + "-uid", OwnerReferences = owner is null ? null : [owner] },
        Spec = new() { NodeName = "node-1", Containers = [new() { Name = "main", Image = image }] },
        Status = status,
    });

    public static ServiceState Service(string name, string app, string? external = null, params (string Name, int Port)[] ports) => new(new V1Service
    {
        Metadata = new() { Name = name, NamespaceProperty = Namespace },
        Spec = new() { Selector = new Dictionary<string, string> { ["app"] = app }, Ports = [.. ports.Select(port => new V1ServicePort { Name = port.Name, Port = port.Port })] },
        Status = new() { LoadBalancer = new() { Ingress = external is null ? null : [new() { Ip = external }] } },
    });

    public static V1OwnerReference Owner(string kind, string name) => new() { Kind = kind, Name = name, Controller = true, Uid = name };

    public static V1PodStatus Ready() => new() { Phase = "Running", Conditions = [new() { Type = "Ready", Status = "True" }], ContainerStatuses = [new() { Name = "main", Ready = true, State = new() { Running = new() } }] };

    public static V1PodStatus Unready() => new() { Phase = "Running", Conditions = [new() { Type = "Ready", Status = "False" }], ContainerStatuses = [new() { Name = "main", State = new() { Running = new() } }] };

    public static V1PodStatus Waiting(string reason, string message = "", int restarts = 0, int? lastExitCode = null) => new()
    {
        Phase = "Pending",
        ContainerStatuses =
        [
            new()
            {
                Name = "main",
                RestartCount = restarts,
                State = new() { Waiting = new() { Reason = reason, Message = message } },
                LastState = lastExitCode is { } code ? new() { Terminated = new() { ExitCode = code, Reason = "Error" } } : null,
            },
        ],
    };
}
