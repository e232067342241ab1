using System.Globalization;
using k8s.Models;
using Workshop.Cluster.Nodes.Containers;

namespace Workshop.Cluster.Nodes.Probes;

/// <summary>The running container that probes and hooks speak to.</summary>
internal sealed record ProbeTarget(string PodIp, V1Container Container, ContainerSetup Setup, int ProcessId)
{
    /// <returns>Null: no port of that name.</returns>
    public int? FindPort(IntOrString port) =>
        int.TryParse(port.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : Container.Ports?.FirstOrDefault(candidate => candidate.Name == port.Value)?.ContainerPort;
}
