using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Cluster.Narration;

/// <summary>Whose a pod is: of a Deployment by way of its ReplicaSet, of another owner, or nobody's.</summary>
internal static class PodOwner
{
    public static DeploymentState? Deployment(PodState pod, ClusterSnapshot snapshot) =>
        Set(pod, snapshot)?.Owner is { Kind: "Deployment" } owner && snapshot.Deployments.TryGetValue(new ObjectName(pod.Name.Namespace, owner.Name), out var deployment) ? deployment : null;

    public static ReplicaSetState? Set(PodState pod, ClusterSnapshot snapshot) =>
        pod.Owner is { Kind: "ReplicaSet" } owner && snapshot.ReplicaSets.TryGetValue(new ObjectName(pod.Name.Namespace, owner.Name), out var set) ? set : null;

    /// <returns>Such as <c>Deployment hello</c>.</returns>
    public static string Name(PodState pod, ClusterSnapshot snapshot) =>
        Deployment(pod, snapshot) is { } deployment ? $"Deployment {deployment.Name.Name}" : pod.Owner is { } owner ? $"{owner.Kind} {owner.Name}" : $"namespace {pod.Name.Namespace}";
}
