using System.Collections.Immutable;
using k8s.Models;

namespace Workshop.ClusterPage.Watching;

/// <summary>A container as it is asked for, in a pod or in a workload's template.</summary>
public sealed record ContainerTemplate(string Name, string Image, ProbeTarget? Readiness, ProbeTarget? Liveness)
{
    public static ImmutableArray<ContainerTemplate> AllOf(V1PodSpec? spec) => spec?.Containers is { } containers ? [.. containers.Select(From)] : [];

    /// <summary>What follows the colon of the image's name; <c>latest</c> when nothing does.</summary>
    public string Tag
    {
        get
        {
            var name = Image.Split('@')[0];
            var colon = name.LastIndexOf(':');
            return colon > name.LastIndexOf('/') ? name[(colon + 1)..] : "latest";
        }
    }

    private static ContainerTemplate From(V1Container container) =>
        new(container.Name, container.Image ?? "", Target(container.ReadinessProbe, container.Ports), Target(container.LivenessProbe, container.Ports));

    private static ProbeTarget? Target(V1Probe? probe, IList<V1ContainerPort>? ports) =>
        probe?.HttpGet is { } get && PortOf(get.Port, ports) is { } port ? new ProbeTarget(get.Path ?? "/", port) : null;

    // A number, or the name of one of the container's ports.
    private static int? PortOf(IntOrString? port, IList<V1ContainerPort>? ports) => port?.Value switch
    {
        null => null,
        { } text when int.TryParse(text, out var number) => number,
        { } name => ports?.FirstOrDefault(known => known.Name == name)?.ContainerPort,
    };
}
