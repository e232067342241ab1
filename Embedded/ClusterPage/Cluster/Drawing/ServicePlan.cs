using Workshop.ClusterPage.Cluster.Narration;
using Workshop.ClusterPage.Shell.Parts;
using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Cluster.Drawing;

internal static class ServicePlan
{
    public static ServiceBox For(ServiceState service, Relations relations)
    {
        var ns = service.Name.Namespace;
        var (ready, all) = relations.EndpointsOf(service);
        var chips = service.Selector.Labels.Select(label => new LabelChip($"{label.Key}={label.Value}", LightKeys.Label(ns, label.Key, label.Value))).ToList();
        return new ServiceBox(
            LightKeys.Service(service.Name),
            service.Name.Name,
            ns,
            service.Type,
            Address(service),
            [.. chips],
            service.Selector.IsEmpty || ready > 0 ? StateKind.Good : StateKind.Bad,
            Endpoints(service, ready, all),
            string.Join(' ', [LightKeys.Service(service.Name), LightKeys.Namespace(ns), .. chips.Select(chip => chip.Key)]));
    }

    private static string Address(ServiceState service)
    {
        var host = service.ExternalAddresses.Length > 0 ? service.ExternalAddresses[0] : service.ClusterIp is "" or "None" ? "" : service.ClusterIp;
        var ports = string.Join(", ", service.Ports.Select(port => port.NodePort is { } node ? $"{port.Port}→{node}" : $"{port.Port}"));
        return host.Length == 0 ? ports : $"{host}:{ports}";
    }

    private static string Endpoints(ServiceState service, int ready, int all) => (service.Selector.IsEmpty, ready, all) switch
    {
        (true, _, 0) => "no selector",
        (_, 0, 0) => "selects no pod",
        (_, 0, _) => $"none of {Words.Count(all, "pod")} ready",
        _ when ready == all => $"→ {Words.Count(ready, "pod")}",
        _ => $"→ {ready} of {all} pods",
    };
}
