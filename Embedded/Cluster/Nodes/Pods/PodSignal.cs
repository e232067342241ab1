using k8s.Models;
using Workshop.Cluster.Nodes.Probes;

namespace Workshop.Cluster.Nodes.Pods;

/// <summary>Something that happened to a pod; its worker takes one after the other.</summary>
internal abstract record PodSignal
{
    /// <value>Of signals with the same key only the last counts.</value>
    public virtual object Key => GetType();
}

/// <summary>The object was made or changed.</summary>
internal sealed record PodChanged(V1Pod Pod) : PodSignal;

/// <summary>The object is gone.</summary>
internal sealed record PodGone : PodSignal;

/// <summary>A ConfigMap or Secret of its namespace was made, changed or deleted.</summary>
internal sealed record ConfigChanged : PodSignal;

/// <summary>A time that was waited for has come.</summary>
internal sealed record Woken : PodSignal;

/// <summary>About a run of a container. One that is no longer the present run is of no interest.</summary>
internal abstract record RunSignal(string Container, string ContainerId) : PodSignal
{
    public override object Key => (GetType(), ContainerId);
}

internal sealed record RunEnded(string Container, ContainerEnd End) : RunSignal(Container, End.ContainerId);

internal sealed record RunProbed(string Container, string ContainerId, ProbeKind Kind, bool IsSuccess) : RunSignal(Container, ContainerId)
{
    public override object Key => (GetType(), ContainerId, Kind, IsSuccess);
}

internal sealed record RunHookFailed(string Container, string ContainerId) : RunSignal(Container, ContainerId);
