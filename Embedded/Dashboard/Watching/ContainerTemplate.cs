using System.Collections.Immutable;
using k8s.Models;

namespace Workshop.Dashboard.Watching;

/// <summary>A container as it is asked for, in a pod or in a workload's template.</summary>
public sealed record ContainerTemplate(
    string Name,
    string Image,
    ImmutableArray<ContainerPort> Ports,
    ImmutableArray<EnvironmentVariable> Environment,
    ProbeTarget? Readiness,
    ProbeTarget? Liveness)
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

    public static ContainerTemplate From(V1Container container)
    {
        ImmutableArray<ContainerPort> ports = [.. (container.Ports ?? []).Select(port => new ContainerPort(port.Name ?? "", port.ContainerPort, port.Protocol ?? "TCP"))];
        return new ContainerTemplate(
            container.Name,
            container.Image ?? "",
            ports,
            [.. (container.Env ?? []).Select(Variable), .. (container.EnvFrom ?? []).Select(Whole)],
            Target(container.ReadinessProbe, ports),
            Target(container.LivenessProbe, ports));
    }

    private static EnvironmentVariable Variable(V1EnvVar variable) => variable.ValueFrom switch
    {
        null => new(variable.Name, variable.Value ?? "", null, IsSecret: false),
        { SecretKeyRef: { } secret } => new(variable.Name, null, $"Secret '{secret.Name}', key '{secret.Key}'", IsSecret: true),
        { ConfigMapKeyRef: { } map } => new(variable.Name, null, $"ConfigMap '{map.Name}', key '{map.Key}'", IsSecret: false),
        { FieldRef: { } field } => new(variable.Name, null, $"field '{field.FieldPath}'", IsSecret: false),
        { ResourceFieldRef: { } field } => new(variable.Name, null, $"resource '{field.Resource}'", IsSecret: false),
        _ => new(variable.Name, null, "a source that is not known here", IsSecret: false),
    };

    private static EnvironmentVariable Whole(V1EnvFromSource source) => source.SecretRef is { } secret
        ? new(source.Prefix + "*", null, $"all keys of Secret '{secret.Name}'", IsSecret: true)
        : new(source.Prefix + "*", null, $"all keys of ConfigMap '{source.ConfigMapRef?.Name}'", IsSecret: false);

    private static ProbeTarget? Target(V1Probe? probe, ImmutableArray<ContainerPort> ports) =>
        probe?.HttpGet is { } get && PortOf(get.Port, ports) is { } port ? new ProbeTarget(get.Path ?? "/", port) : null;

    // A number, or the name of one of the container's ports.
    private static int? PortOf(IntOrString? port, ImmutableArray<ContainerPort> ports) => port?.Value switch
    {
        null => null,
        { } text when int.TryParse(text, out var number) => number,
        { } name => ports.FirstOrDefault(known => known.Name == name)?.Number,
    };
}
