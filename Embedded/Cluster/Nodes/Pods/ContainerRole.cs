namespace Workshop.Cluster.Nodes.Pods;

internal enum ContainerRole
{
    /// <summary>Runs to its end before the next one starts.</summary>
    Init,

    /// <summary>An init container with <c>restartPolicy: Always</c>: starts in its turn, and runs beside the main ones until they have ended.</summary>
    Sidecar,

    Main,

    /// <summary>Joins a pod that is there, runs once, and counts for nothing.</summary>
    Ephemeral,
}
