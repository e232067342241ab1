using System.Text.Json.Nodes;
using k8s.Models;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>How well a pod is provided for: BestEffort asks for nothing, Guaranteed has limits on everything and asks for no less, Burstable is all between.</summary>
internal static class QosClass
{
    private static readonly string[] Counted = ["cpu", "memory"];

    public static string Of(JsonObject? spec)
    {
        var containers = PodDefaults.AllContainers(spec).Select(container => container.Obj("resources")).ToList();
        if (!containers.Any(resources => Amounts(resources, "requests").Concat(Amounts(resources, "limits")).Any()))
        {
            return "BestEffort";
        }

        return containers.All(IsGuaranteed) ? "Guaranteed" : "Burstable";
    }

    private static bool IsGuaranteed(JsonObject? resources) => Counted.All(name =>
        resources.Obj("limits").Str(name) is { } limit && (resources.Obj("requests").Str(name) ?? limit) is var request
        && new ResourceQuantity(limit).ToDecimal() > 0 && new ResourceQuantity(limit).ToDecimal() == new ResourceQuantity(request).ToDecimal());

    private static IEnumerable<string> Amounts(JsonObject? resources, string field) =>
        Counted.Select(name => resources.Obj(field).Str(name)).OfType<string>().Where(amount => new ResourceQuantity(amount).ToDecimal() > 0);
}
