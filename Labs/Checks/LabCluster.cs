using k8s;
using k8s.Models;
using Workshop.Labs.Load;

namespace Workshop.Labs.Checks;

/// <summary>
/// The cluster as a check sees it: what the standard API says of the lab's namespace, and what its Services and pods answer. Only reads. What is not
/// there is null or an empty list, never an exception.
/// </summary>
public sealed partial class LabCluster(IKubernetes api, string @namespace, TimeProvider time, string stateFolder) : IDisposable
{
    /// <value>For what is not named here.</value>
    public IKubernetes Api { get; } = api;

    public string Namespace { get; } = @namespace;

    public TimeProvider Time { get; } = time;

    /// <value>Where the learner's progress and the load's last report lie.</value>
    public string StateFolder { get; } = stateFolder;

    /// <summary>What <c>./workshop load</c> saw last; null when it never ran here.</summary>
    public LoadReport? Load => LoadReportFile.Read(StateFolder);

    public void Dispose()
    {
        _outside.Dispose();
        Api.Dispose();
    }

    public Task<V1Pod?> Pod(string name, CancellationToken ct) => OrNull(() => Api.CoreV1.ReadNamespacedPodAsync(name, Namespace, cancellationToken: ct));

    /// <param name="selector">As kubectl's <c>-l</c>; empty for all.</param>
    public async Task<IReadOnlyList<V1Pod>> Pods(string selector, CancellationToken ct) =>
        [.. (await Api.CoreV1.ListNamespacedPodAsync(Namespace, labelSelector: selector, cancellationToken: ct)).Items];

    public Task<V1Deployment?> Deployment(string name, CancellationToken ct) => OrNull(() => Api.AppsV1.ReadNamespacedDeploymentAsync(name, Namespace, cancellationToken: ct));

    public async Task<IReadOnlyList<V1Deployment>> Deployments(string selector, CancellationToken ct) =>
        [.. (await Api.AppsV1.ListNamespacedDeploymentAsync(Namespace, labelSelector: selector, cancellationToken: ct)).Items];

    /// <summary>The ReplicaSets that a Deployment owns, the oldest revision first.</summary>
    public async Task<IReadOnlyList<V1ReplicaSet>> ReplicaSetsOf(V1Deployment deployment, CancellationToken ct)
    {
        var all = await Api.AppsV1.ListNamespacedReplicaSetAsync(Namespace, cancellationToken: ct);
        return [.. all.Items.Where(set => IsOwnedBy(set, deployment)).OrderBy(Revision)];
    }

    /// <summary>The pods that a Deployment owns by way of its ReplicaSets: by owner references, not by labels.</summary>
    public async Task<IReadOnlyList<V1Pod>> PodsOf(V1Deployment deployment, CancellationToken ct)
    {
        var sets = await ReplicaSetsOf(deployment, ct);
        return [.. (await Pods(string.Empty, ct)).Where(pod => sets.Any(set => IsOwnedBy(pod, set)))];
    }

    public Task<V1StatefulSet?> StatefulSet(string name, CancellationToken ct) => OrNull(() => Api.AppsV1.ReadNamespacedStatefulSetAsync(name, Namespace, cancellationToken: ct));

    public Task<V1DaemonSet?> DaemonSet(string name, CancellationToken ct) => OrNull(() => Api.AppsV1.ReadNamespacedDaemonSetAsync(name, Namespace, cancellationToken: ct));

    public Task<V1Job?> Job(string name, CancellationToken ct) => OrNull(() => Api.BatchV1.ReadNamespacedJobAsync(name, Namespace, cancellationToken: ct));

    public Task<V1CronJob?> CronJob(string name, CancellationToken ct) => OrNull(() => Api.BatchV1.ReadNamespacedCronJobAsync(name, Namespace, cancellationToken: ct));

    public async Task<IReadOnlyList<V1Job>> Jobs(string selector, CancellationToken ct) =>
        [.. (await Api.BatchV1.ListNamespacedJobAsync(Namespace, labelSelector: selector, cancellationToken: ct)).Items];

    public Task<V1Service?> Service(string name, CancellationToken ct) => OrNull(() => Api.CoreV1.ReadNamespacedServiceAsync(name, Namespace, cancellationToken: ct));

    public Task<V1Secret?> Secret(string name, CancellationToken ct) => OrNull(() => Api.CoreV1.ReadNamespacedSecretAsync(name, Namespace, cancellationToken: ct));

    public Task<V1ConfigMap?> ConfigMap(string name, CancellationToken ct) => OrNull(() => Api.CoreV1.ReadNamespacedConfigMapAsync(name, Namespace, cancellationToken: ct));

    public Task<V1PersistentVolumeClaim?> Claim(string name, CancellationToken ct) => OrNull(() => Api.CoreV1.ReadNamespacedPersistentVolumeClaimAsync(name, Namespace, cancellationToken: ct));

    public Task<V2HorizontalPodAutoscaler?> Autoscaler(string name, CancellationToken ct) =>
        OrNull(() => Api.AutoscalingV2.ReadNamespacedHorizontalPodAutoscalerAsync(name, Namespace, cancellationToken: ct));

    public Task<V1Ingress?> Ingress(string name, CancellationToken ct) => OrNull(() => Api.NetworkingV1.ReadNamespacedIngressAsync(name, Namespace, cancellationToken: ct));

    public async Task<IReadOnlyList<V1Node>> Nodes(CancellationToken ct) => [.. (await Api.CoreV1.ListNodeAsync(cancellationToken: ct)).Items];

    public async Task<IReadOnlyList<V1EndpointSlice>> EndpointSlices(string service, CancellationToken ct) =>
        [.. (await Api.DiscoveryV1.ListNamespacedEndpointSliceAsync(Namespace, labelSelector: $"kubernetes.io/service-name={service}", cancellationToken: ct)).Items];

    /// <summary>The addresses to which a Service sends requests now.</summary>
    public async Task<IReadOnlyList<string>> ReadyEndpoints(string service, CancellationToken ct) =>
    [
        .. (await EndpointSlices(service, ct))
            .SelectMany(slice => slice.Endpoints ?? [])
            .Where(endpoint => endpoint.Conditions?.Ready != false)
            .SelectMany(endpoint => endpoint.Addresses)
            .Distinct(),
    ];

    /// <summary>The events of one object; with an empty name, of all of that kind.</summary>
    public async Task<IReadOnlyList<Corev1Event>> Events(string kind, string name, CancellationToken ct) =>
    [
        .. (await Api.CoreV1.ListNamespacedEventAsync(Namespace, cancellationToken: ct)).Items
            .Where(happened => happened.InvolvedObject.Kind == kind && (name.Length == 0 || happened.InvolvedObject.Name == name)),
    ];

    public static bool IsReady(V1Node node) => node.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;

    public static bool IsReady(V1Pod pod) =>
        pod.Metadata.DeletionTimestamp is null && pod.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;

    /// <summary>How often the pod's containers were restarted, all together.</summary>
    public static int Restarts(V1Pod pod) => pod.Status?.ContainerStatuses?.Sum(status => status.RestartCount) ?? 0;

    public static bool IsOwnedBy(IKubernetesObject<V1ObjectMeta> child, IKubernetesObject<V1ObjectMeta> owner) =>
        child.Metadata.OwnerReferences?.Any(reference => reference.Uid == owner.Metadata.Uid) == true;

    private static int Revision(V1ReplicaSet set) =>
        int.TryParse(set.Metadata.Annotations?.TryGetValue("deployment.kubernetes.io/revision", out var number) == true ? number : "0", out var revision) ? revision : 0;

    private static async Task<T?> OrNull<T>(Func<Task<T>> read)
        where T : class
    {
        try
        {
            return await read();
        }
        catch (k8s.Autorest.HttpOperationException e) when (e.Response?.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
