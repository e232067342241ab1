using k8s.Models;

namespace Workshop.Cluster.Nodes.Pods;

/// <summary>A pod's phase by the kubelet's rules.</summary>
internal static class PodPhase
{
    public const string Pending = "Pending";
    public const string Running = "Running";
    public const string Succeeded = "Succeeded";
    public const string Failed = "Failed";

    public static string Of(V1PodSpec spec, PodMemory memory)
    {
        if (memory is { IsOverdue: true, IsOver: true })
        {
            return Failed;
        }

        var init = memory.InRole(ContainerRole.Init).ToList();
        var hasFailedInit = init.Exists(container => container.LatestEnd is { ExitCode: not 0 } && container.Stage != ContainerStage.Running);
        if (hasFailedInit && (spec.RestartPolicy == "Never" || memory.IsOver))
        {
            return Failed;
        }

        var main = memory.InRole(ContainerRole.Main).ToList();
        if (!memory.IsInitialized || main.Exists(container => container.Stage == ContainerStage.Waiting && container.LastEnd is null))
        {
            return memory.IsOver ? Failed : Pending;
        }

        // An end is told only when nothing runs any more: sidecars may take a while.
        return !memory.IsOver ? Running
            : main.TrueForAll(container => container.LatestEnd is { ExitCode: 0 }) ? Succeeded
            : Failed;
    }
}
