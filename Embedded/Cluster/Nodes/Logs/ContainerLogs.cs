using System.Runtime.CompilerServices;
using k8s.Models;
using Workshop.Cluster.Nodes.Pods;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Nodes.Logs;

/// <summary>Finds the run that <c>kubectl logs</c> means, or says in the kubelet's words why there is none.</summary>
internal sealed class ContainerLogs(LogFolder folder, TimeProvider time) : IContainerLogs
{
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(V1Pod pod, ContainerLogOptions options, [EnumeratorCancellation] CancellationToken ct)
    {
        var container = ChooseContainer(pod, options.Container);
        if (string.IsNullOrEmpty(pod.Spec.NodeName))
        {
            // On no node yet: Kubernetes answers with nothing.
            yield break;
        }

        var path = folder.PathOf(pod, container, ChooseRun(pod, container, options.Previous));
        var since = options.SinceSeconds is { } seconds ? time.GetUtcNow().AddSeconds(-seconds) : options.SinceTime;
        await foreach (var text in LogReader.ReadAsync(path, folder.FindWriter(path), options, since, ct).ConfigureAwait(false))
        {
            yield return text;
        }
    }

    private static string ChooseContainer(V1Pod pod, string? asked)
    {
        var names = PodContainers.All(pod.Spec).Select(container => container.Name).ToList();
        if (string.IsNullOrEmpty(asked))
        {
            return pod.Spec.Containers.Count == 1
                ? pod.Spec.Containers[0].Name
                : throw BadRequest($"a container name must be specified for pod {pod.Metadata.Name}, choose one of: [{string.Join(' ', names)}]");
        }

        return names.Contains(asked) ? asked : throw BadRequest($"container {asked} is not valid for pod {pod.Metadata.Name}");
    }

    private static int ChooseRun(V1Pod pod, string container, bool isPrevious)
    {
        var status = (pod.Status?.InitContainerStatuses ?? []).Concat(pod.Status?.ContainerStatuses ?? []).Concat(pod.Status?.EphemeralContainerStatuses ?? []).FirstOrDefault(status => status.Name == container);
        var what = $"container \"{container}\" in pod \"{pod.Metadata.Name}\"";
        if (status is null)
        {
            throw BadRequest($"{what} is not available");
        }

        var last = status.LastState?.Terminated;
        var isWaiting = status.State?.Running is null && status.State?.Terminated is null;
        if (isPrevious)
        {
            return last is null
                ? throw BadRequest($"previous terminated {what} not found")
                : isWaiting ? status.RestartCount : status.RestartCount - 1;
        }

        if (!isWaiting || last is not null)
        {
            return status.RestartCount;
        }

        throw BadRequest(status.State?.Waiting?.Reason switch
        {
            "ErrImagePull" => $"{what} is waiting to start: image can't be pulled",
            "ImagePullBackOff" => $"{what} is waiting to start: trying and failing to pull image",
            { } reason => $"{what} is waiting to start: {reason}",
            null => $"{what} is waiting to start - no logs yet",
        });
    }

    private static StatusException BadRequest(string message) => new(400, "BadRequest", message);
}
