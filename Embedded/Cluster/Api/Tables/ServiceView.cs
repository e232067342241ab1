using System.Globalization;
using k8s.Models;
using static Workshop.Cluster.Api.Tables.TableColumn;

namespace Workshop.Cluster.Api.Tables;

/// <summary>Services: where they are reached.</summary>
internal static class ServiceView
{
    public static TableView View { get; } = TableView.Of<V1Service>(
        [ObjectName, new("Type"), new("Cluster-IP"), new("External-IP"), new("Port(s)"), Age, Wide("Selector")],
        (service, now) =>
        [
            service.Name(),
            service.Spec?.Type ?? "",
            HumanText.OrNone(service.Spec?.ClusterIPs?.FirstOrDefault() ?? service.Spec?.ClusterIP),
            External(service),
            Ports(service.Spec?.Ports ?? []),
            HumanText.Age(service.CreationTimestamp(), now),
            HumanText.Labels(service.Spec?.Selector),
        ]);

    private static string External(V1Service service)
    {
        var given = service.Spec?.ExternalIPs ?? [];
        switch (service.Spec?.Type)
        {
            case "ExternalName":
                return service.Spec.ExternalName ?? "";
            case "LoadBalancer":
                var balanced = (service.Status?.LoadBalancer?.Ingress ?? [])
                    .Select(ingress => string.IsNullOrEmpty(ingress.Ip) ? ingress.Hostname : ingress.Ip)
                    .Where(address => !string.IsNullOrEmpty(address))
                    .Distinct()
                    .Order(StringComparer.Ordinal);
                var all = string.Join(',', balanced.Concat(given));
                return all.Length == 0 ? "<pending>" : all;
            default:
                return HumanText.OrNone(string.Join(',', given));
        }
    }

    private static string Ports(IEnumerable<V1ServicePort> ports) => HumanText.OrNone(string.Join(',', ports.Select(port =>
        port.NodePort is > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{port.Port}:{port.NodePort}/{port.Protocol}")
            : string.Create(CultureInfo.InvariantCulture, $"{port.Port}/{port.Protocol}"))));
}
