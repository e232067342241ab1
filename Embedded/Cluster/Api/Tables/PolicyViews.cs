using k8s.Models;
using static Workshop.Cluster.Api.Tables.TableColumn;

namespace Workshop.Cluster.Api.Tables;

/// <summary>Budgets, priorities, and what says who may reach whom.</summary>
internal static class PolicyViews
{
    private const string NotSet = "N/A";

    public static TableView DisruptionBudget { get; } = TableView.Of<V1PodDisruptionBudget>(
        [ObjectName, new("Min Available"), new("Max Unavailable"), Integer("Allowed Disruptions"), Age],
        (item, now) =>
        [
            item.Name(), item.Spec.MinAvailable?.Value ?? NotSet, item.Spec.MaxUnavailable?.Value ?? NotSet, item.Status?.DisruptionsAllowed ?? 0, HumanText.Age(item.CreationTimestamp(), now),
        ]);

    public static TableView PriorityClass { get; } = TableView.Of<V1PriorityClass>(
        [ObjectName, Integer("Value"), new("Global-Default", "boolean"), Age, new("PreemptionPolicy")],
        (item, now) => [item.Name(), item.Value ?? 0, item.GlobalDefault == true ? "true" : "false", HumanText.Age(item.CreationTimestamp(), now), item.PreemptionPolicy ?? ""]);

    public static TableView NetworkPolicy { get; } = TableView.Of<V1NetworkPolicy>(
        [ObjectName, new("Pod-Selector"), Age],
        (item, now) => [item.Name(), HumanText.Selector(item.Spec?.PodSelector), HumanText.Age(item.CreationTimestamp(), now)]);

    public static TableView Ingress { get; } = TableView.Of<V1Ingress>(
        [ObjectName, new("Class"), new("Hosts"), new("Address"), new("Ports"), Age],
        (item, now) =>
        [
            item.Name(),
            item.Spec?.IngressClassName ?? "<none>",
            Hosts(item),
            string.Join(',', (item.Status?.LoadBalancer?.Ingress ?? []).Select(ingress => string.IsNullOrEmpty(ingress.Ip) ? ingress.Hostname : ingress.Ip)),
            item.Spec?.Tls is { Count: > 0 } ? "80, 443" : "80",
            HumanText.Age(item.CreationTimestamp(), now),
        ]);

    public static TableView IngressClass { get; } = TableView.Of<V1IngressClass>(
        [ObjectName, new("Controller"), new("Parameters"), Age],
        (item, now) =>
        [
            item.Name(),
            item.Spec?.Controller ?? "",
            item.Spec?.Parameters is { } parameters ? $"{parameters.Kind}{(string.IsNullOrEmpty(parameters.ApiGroup) ? "" : "." + parameters.ApiGroup)}/{parameters.Name}" : "<none>",
            HumanText.Age(item.CreationTimestamp(), now),
        ]);

    private static string Hosts(V1Ingress item)
    {
        var hosts = (item.Spec?.Rules ?? []).Select(rule => rule.Host).Where(host => !string.IsNullOrEmpty(host)).ToList();
        return hosts.Count == 0 ? "*" : HumanText.FirstThree(hosts);
    }
}
