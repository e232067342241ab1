using System.Collections.Immutable;
using k8s.Models;

namespace Workshop.ClusterPage.Watching;

public sealed record ServiceState : WatchedObject
{
    public ServiceState(V1Service service) : base(service)
    {
        Type = service.Spec?.Type ?? "ClusterIP";
        ClusterIp = service.Spec?.ClusterIP ?? "";
        Selector = LabelSelector.From(service.Spec?.Selector);
        Ports = [.. (service.Spec?.Ports ?? []).Select(port => new ServicePort(port.Port, port.TargetPort?.Value ?? "", port.NodePort))];
        ExternalAddresses =
        [
            .. (service.Status?.LoadBalancer?.Ingress ?? []).Select(ingress => ingress.Ip ?? ingress.Hostname).OfType<string>(),
            .. service.Spec?.ExternalIPs ?? [],
        ];
    }

    /// <value>ClusterIP, NodePort, LoadBalancer or ExternalName.</value>
    public string Type { get; init; }

    /// <value><c>None</c> for a headless one.</value>
    public string ClusterIp { get; init; }

    public LabelSelector Selector { get; init; }

    public ImmutableArray<ServicePort> Ports { get; init; }

    public ImmutableArray<string> ExternalAddresses { get; init; }
}
