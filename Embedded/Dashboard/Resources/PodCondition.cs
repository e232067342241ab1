using Workshop.Dashboard.Shell.Parts;
using Workshop.Dashboard.Watching;

namespace Workshop.Dashboard.Resources;

/// <summary>Judges a pod, and says why in a sentence for people who do not know Kubernetes' words yet.</summary>
internal static class PodCondition
{
    private static readonly string[] ImageTroubles = ["ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull"];

    /// <param name="pod">The pod.</param>
    /// <param name="warning">The newest warning about it, if any.</param>
    public static Condition Of(PodState pod, EventState? warning) => pod switch
    {
        { IsTerminating: true } => new(StateKind.Busy, "Terminating", "It was asked to end and finishes what is under way."),
        { Phase: "Succeeded" } => new(StateKind.Neutral, "Completed"),
        { Phase: "Failed" } => new(StateKind.Bad, pod.Status, First(pod.Message, Ended(pod), "It ended with an error.")),
        { IsReady: true } => new(StateKind.Good, "Running"),
        _ => Unready(pod, warning),
    };

    private static Condition Unready(PodState pod, EventState? warning)
    {
        if (pod.Condition("PodScheduled") is { IsTrue: false } scheduled)
        {
            return new(StateKind.Warning, "Pending", $"No node takes it: {First(scheduled.Message, scheduled.Reason)}");
        }

        var container = pod.Containers.FirstOrDefault(one => one.Phase != ContainerPhase.Running && one.Reason.Length > 0);
        if (container is null)
        {
            return pod.Phase == "Running"
                ? new(StateKind.Warning, "Not ready", warning is { Reason: "Unhealthy" } ? warning.Message : "Its readiness probe has not succeeded yet, so it gets no requests.")
                : new(StateKind.Busy, "Starting", pod.NodeName.Length > 0 ? $"Its containers are being started on {pod.NodeName}." : "It waits for a node.");
        }

        return container switch
        {
            { Reason: "ContainerCreating" or "PodInitializing" } => new(StateKind.Busy, "Starting", First(warning?.Message, $"Its containers are being started on {pod.NodeName}.")),
            { Reason: "CrashLoopBackOff" } => new(StateKind.Bad, container.Reason, $"{Ended(pod)} Each time it is started again after a longer pause."),
            _ when ImageTroubles.Contains(container.Reason) => new(StateKind.Bad, container.Reason, $"The image '{container.Image}' cannot be had. {container.Message}".TrimEnd()),
            { Phase: ContainerPhase.Terminated } => new(StateKind.Bad, container.Reason, Ended(pod)),
            _ => new(StateKind.Bad, container.Reason, First(container.Message, warning?.Message)),
        };
    }

    private static string Ended(PodState pod)
    {
        var container = pod.Containers.FirstOrDefault(one => one.ExitCode is not null || one.LastExitCode is not null);
        return container is null
            ? ""
            : $"Container '{container.Name}' ended with exit code {container.ExitCode ?? container.LastExitCode}{(container.Restarts > 0 ? $", {Times(container.Restarts)} so far" : "")}.";
    }

    private static string Times(int count) => count == 1 ? "restarted once" : $"restarted {count} times";

    private static string First(params string?[] texts) => texts.FirstOrDefault(text => !string.IsNullOrEmpty(text)) ?? "";
}
