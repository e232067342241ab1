namespace Workshop.Hosting.Running;

/// <summary>What a workload's row says.</summary>
/// <param name="Ready"><c>3/3</c>.</param>
/// <param name="Detail">One sentence part: why it is not Ready.</param>
internal sealed record WorkloadState(bool IsReady, bool HasTrouble, string Ready, string Image, string Version, string Detail)
{
    public static WorkloadState Of(string resource, ApplicationSnapshot seen)
    {
        var replicas = seen.Replicas(resource);
        var trouble = seen.PodsOf(resource).Select(StartTrouble.Of).FirstOrDefault(found => found is not null);
        var image = ImageIn(resource, seen);
        var ready = replicas is null ? "0/0" : $"{replicas.Ready}/{replicas.Wanted}";
        return new(
            seen.IsReady(resource),
            trouble is not null,
            ready,
            image,
            image.Contains(':', StringComparison.Ordinal) ? image[(image.LastIndexOf(':') + 1)..] : "",
            trouble is null ? $"{ready} Ready" : $"{ready} Ready; pod {trouble.Pod}: {WaitingReason(trouble.Pod, seen) ?? trouble.Reason}");
    }

    // Kubernetes' word while it waits for the next try.
    private static string? WaitingReason(string pod, ApplicationSnapshot seen) =>
        seen.Pods.TryGetValue(pod, out var found) ? found.Status?.ContainerStatuses?.Select(status => status.State?.Waiting?.Reason).FirstOrDefault(reason => reason is not null) : null;

    private static string ImageIn(string resource, ApplicationSnapshot seen)
    {
        var template = seen.Deployments.TryGetValue(resource, out var deployment) ? deployment.Spec.Template : seen.StatefulSets.TryGetValue(resource, out var set) ? set.Spec.Template : null;
        return template?.Spec.Containers.FirstOrDefault()?.Image ?? "";
    }
}
