using k8s.Models;

namespace Workshop.Hosting.Running;

/// <summary>Why a pod does not start.</summary>
/// <param name="Reason">One sentence part: <c>exit code 1</c>, <c>ErrImagePull: …</c>.</param>
/// <param name="ReadsPreviousLog">The lines that tell why are those of the container before this one.</param>
internal sealed record StartTrouble(string Pod, string Container, string Reason, bool ReadsPreviousLog)
{
    private static readonly string[] Waiting = ["ErrImagePull", "ImagePullBackOff", "InvalidImageName", "CreateContainerConfigError", "CreateContainerError", "RunContainerError"];

    /// <summary>The first trouble of a pod, or null.</summary>
    public static StartTrouble? Of(V1Pod pod)
    {
        if (pod.Metadata.DeletionTimestamp is not null)
        {
            return null;
        }

        return (pod.Status?.ContainerStatuses ?? []).Where(status => !status.Ready).Select(status => Of(pod, status)).FirstOrDefault(trouble => trouble is not null);
    }

    private static StartTrouble? Of(V1Pod pod, V1ContainerStatus status)
    {
        var name = pod.Metadata.Name;
        return status switch
        {
            { State.Waiting: { } waiting } when Waiting.Contains(waiting.Reason) => new(name, status.Name, $"{waiting.Reason}: {waiting.Message}", ReadsPreviousLog: false),
            { State.Terminated: { } ended } => new(name, status.Name, Ended(ended), ReadsPreviousLog: false),
            { LastState.Terminated: { } ended } => new(name, status.Name, Ended(ended), ReadsPreviousLog: true),
            _ => null,
        };
    }

    private static string Ended(V1ContainerStateTerminated ended) =>
        ended.Reason is null or "Error" or "Completed" ? $"exit code {ended.ExitCode}" : $"exit code {ended.ExitCode} ({ended.Reason})";
}
