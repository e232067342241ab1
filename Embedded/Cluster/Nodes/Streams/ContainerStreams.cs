using k8s.Models;
using Workshop.Cluster.Nodes.Processes;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Nodes.Streams;

/// <summary>Finds the container that is meant, and starts a program in it or joins it; says in the kubelet's words why not.</summary>
internal sealed class ContainerStreams(RunningContainers running, IProcessLauncher launcher, ProcessLedger ledger, TimeProvider time) : IContainerStreams
{
    public IContainerSession Exec(V1Pod pod, string container, IReadOnlyList<string> command, StreamWishes wishes)
    {
        var run = running.Find(pod.Metadata.Uid, container) ?? throw NotConnected($"container not found (\"{container}\")");
        if (command.Count == 0)
        {
            throw Internal("Internal error occurred: error executing command in container: no command was given");
        }

        var input = wishes.Terminal ? ProcessInput.Terminal : wishes.Input ? ProcessInput.Pipe : ProcessInput.None;
        try
        {
            return ExecSession.Start(run, command, input, launcher, ledger, time);
        }
        catch (ProcessStartException e)
        {
            throw Internal(
                $"Internal error occurred: error executing command in container: failed to exec in container: failed to start exec: OCI runtime exec failed: exec failed: unable to start container process: {e.Message}: unknown");
        }
    }

    public IContainerSession Attach(V1Pod pod, string container, StreamWishes wishes) =>
        running.Find(pod.Metadata.Uid, container)?.Attached.Join(wishes)
        ?? throw NotConnected($"container {container} not found in pod {pod.Metadata.Name}_{pod.Metadata.NamespaceProperty}");

    private static StatusException NotConnected(string why) => Internal($"unable to upgrade connection: {why}");

    private static StatusException Internal(string why) => new(500, "InternalError", why);
}
