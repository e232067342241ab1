using k8s.Models;

namespace Workshop.Cluster.Nodes;

/// <summary>Programs in, and the streams of, running containers: for <c>kubectl exec</c> and <c>attach</c>.</summary>
internal interface IContainerStreams
{
    /// <summary>Starts a program beside the container's own: same environment, folders and mounts. It ends with the session, the container or the node.</summary>
    /// <exception cref="Registry.StatusException">In the kubelet's words: the container does not run, there is no such program.</exception>
    IContainerSession Exec(V1Pod pod, string container, IReadOnlyList<string> command, StreamWishes wishes);

    /// <summary>Joins a container's own streams, from now on.</summary>
    /// <exception cref="Registry.StatusException">The container does not run.</exception>
    IContainerSession Attach(V1Pod pod, string container, StreamWishes wishes);
}

/// <summary>Which streams a client wants.</summary>
/// <param name="Terminal">A terminal, on which output and errors are one.</param>
internal sealed record StreamWishes(bool Input, bool Output, bool Error, bool Terminal);
