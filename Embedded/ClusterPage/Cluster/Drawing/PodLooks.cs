using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Cluster.Drawing;

internal static class PodLooks
{
    public static PodLook Of(PodState pod) => pod switch
    {
        // Its signal may have it fail: it was asked to end all the same.
        { IsTerminating: true } => PodLook.Leaving,
        { Phase: "Succeeded" } => PodLook.Done,
        { Phase: "Failed" } => PodLook.Failing,
        { IsReady: true } => PodLook.Ready,
        _ when pod.Containers.Any(container => container.Reason is not ("" or "ContainerCreating" or "PodInitializing" or "Completed")) => PodLook.Failing,
        _ when pod.Containers.Length > 0 && pod.Containers.All(container => container.Phase == ContainerPhase.Running) => PodLook.Unready,
        _ => PodLook.Starting,
    };

    /// <returns>In words, for the drawing's names and the panel.</returns>
    public static string Words(PodState pod) => Of(pod) switch
    {
        PodLook.Ready => "ready",
        PodLook.Unready => "running, not ready",
        PodLook.Leaving => "leaving",
        PodLook.Done => "done",
        PodLook.Failing => pod.Status,
        _ => pod.NodeName.Length == 0 ? "waiting for a node" : "starting",
    };
}
