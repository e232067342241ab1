using k8s.Models;

namespace Workshop.Cluster.Nodes.Pods;

/// <summary>A pod's QoS class: Guaranteed when every container has cpu and memory limits equal to its requests, BestEffort when none asks for anything.</summary>
internal static class QualityOfService
{
    private static readonly string[] Counted = ["cpu", "memory"];

    public static string Of(V1PodSpec spec)
    {
        var all = (spec.InitContainers ?? []).Concat(spec.Containers).Select(container => container.Resources).ToList();
        if (!all.Exists(resources => Counted.Any(name => Amount(resources?.Requests, name) > 0 || Amount(resources?.Limits, name) > 0)))
        {
            return "BestEffort";
        }

        return all.TrueForAll(resources => Counted.All(name =>
            Amount(resources?.Limits, name) is > 0 and var limit && (Amount(resources?.Requests, name) ?? limit) == limit))
            ? "Guaranteed"
            : "Burstable";
    }

    private static decimal? Amount(IDictionary<string, ResourceQuantity>? list, string name) =>
        list is not null && list.TryGetValue(name, out var quantity) ? quantity.ToDecimal() : null;
}
