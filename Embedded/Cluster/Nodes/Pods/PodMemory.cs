using System.Collections.Immutable;
using k8s.Models;

namespace Workshop.Cluster.Nodes.Pods;

/// <summary>What the node knows of one pod. Immutable: each event makes the next one.</summary>
internal sealed record PodMemory(ImmutableArray<ContainerMemory> Containers)
{
    /// <value>When the node took the pod on.</value>
    public DateTime StartTime { get; init; }

    public string? PodIp { get; init; }

    /// <value>Address and volumes are there: what Kubernetes calls the sandbox.</value>
    public bool HasSandbox { get; init; }

    /// <value>All init containers have been through once; later only their restarts matter.</value>
    public bool IsInitialized { get; init; }

    /// <value>The object is marked as deleted, or gone.</value>
    public bool IsTerminating { get; init; }

    /// <value>It ran longer than activeDeadlineSeconds allows.</value>
    public bool IsOverdue { get; init; }

    /// <value>All is over: no container runs, none will.</value>
    public bool IsOver { get; init; }

    public static PodMemory Of(V1PodSpec spec, DateTime now) => new(
    [
        .. (spec.InitContainers ?? []).Select(container => new ContainerMemory(container.Name, container.RestartPolicy == "Always" ? ContainerRole.Sidecar : ContainerRole.Init)),
        .. spec.Containers.Select(container => new ContainerMemory(container.Name, ContainerRole.Main)),
        .. Ephemeral(spec),
    ])
    {
        StartTime = now,
        IsInitialized = spec.InitContainers is null or [],
    };

    public ContainerMemory this[string container] => Containers.First(memory => memory.Name == container);

    public PodMemory With(ContainerMemory changed) => this with { Containers = Containers.Replace(this[changed.Name], changed) };

    /// <summary>With the ephemeral containers that have come.</summary>
    public PodMemory Joined(V1PodSpec spec) => this with { Containers = Containers.AddRange(Ephemeral(spec).Where(joining => Containers.All(known => known.Name != joining.Name))) };

    /// <summary>When the clock was put forward or back: what waits for a time waits as long as it would have.</summary>
    public PodMemory Moved(TimeSpan jump) => jump == TimeSpan.Zero
        ? this
        : this with { Containers = [.. Containers.Select(container => container with { RetryAt = container.RetryAt + jump })] };

    public IEnumerable<ContainerMemory> InRole(ContainerRole role) => Containers.Where(container => container.Role == role);

    private static IEnumerable<ContainerMemory> Ephemeral(V1PodSpec spec) =>
        (spec.EphemeralContainers ?? []).Select(container => new ContainerMemory(container.Name, ContainerRole.Ephemeral));
}
