using System.Globalization;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Registry.Quotas;

/// <summary>What one item of a LimitRange has against a pod or a claim, in Kubernetes' words. Touches nothing.</summary>
internal static class LimitCheck
{
    public static IEnumerable<string> OfPod(JsonObject item, JsonObject pod) => item.Str("type") switch
    {
        "Container" => pod.Obj("spec").Items("containers").Concat(pod.Obj("spec").Items("initContainers"))
            .Select(container => container.Obj("resources"))
            .SelectMany(resources => Faults(item, ResourceAmounts.Of(resources.Obj("requests")), ResourceAmounts.Of(resources.Obj("limits")))),
        "Pod" => OfWhole(item, KubernetesJson.Deserialize<V1PodSpec>(pod.Obj("spec")!.ToJsonString())),
        _ => [],
    };

    public static IEnumerable<string> OfClaim(JsonObject item, JsonObject? spec)
    {
        if (item.Str("type") != "PersistentVolumeClaim")
        {
            return [];
        }

        var requests = ResourceAmounts.Of(spec.Obj("resources").Obj("requests"));
        return Each(item, "min", bound => TooSmall(bound, "PersistentVolumeClaim", requests, []))
            .Concat(Each(item, "max", bound => !requests.TryGetValue(bound.Name, out var request) ? NoneStated("maximum", bound, "PersistentVolumeClaim", "request")
                : request.Value > bound.Amount.Value ? Off("maximum", bound, "PersistentVolumeClaim", "request", request)
                : null));
    }

    private static IEnumerable<string> OfWhole(JsonObject item, V1PodSpec spec) => Faults(item, PodResources.Requests(spec), PodResources.Limits(spec));

    private static IEnumerable<string> Faults(JsonObject item, ResourceAmounts requests, ResourceAmounts limits)
    {
        var type = item.Str("type")!;
        return Each(item, "min", bound => TooSmall(bound, type, requests, limits))
            .Concat(Each(item, "max", bound => TooLarge(bound, type, requests, limits)))
            .Concat(Each(item, "maxLimitRequestRatio", bound => TooFarApart(bound, type, requests, limits)));
    }

    private static IEnumerable<string> Each(JsonObject item, string field, Func<(string Name, Amount Amount), string?> fault) =>
        ResourceAmounts.Of(item.Obj(field)).Select(pair => fault((pair.Key, pair.Value))).OfType<string>();

    private static string? TooSmall((string Name, Amount Amount) bound, string type, ResourceAmounts requests, ResourceAmounts limits) =>
        !requests.TryGetValue(bound.Name, out var request) ? NoneStated("minimum", bound, type, "request")
        : request.Value < bound.Amount.Value ? Off("minimum", bound, type, "request", request)
        : limits.TryGetValue(bound.Name, out var limit) && limit.Value < bound.Amount.Value ? Off("minimum", bound, type, "limit", limit)
        : null;

    private static string? TooLarge((string Name, Amount Amount) bound, string type, ResourceAmounts requests, ResourceAmounts limits) =>
        !limits.TryGetValue(bound.Name, out var limit) ? NoneStated("maximum", bound, type, "limit")
        : limit.Value > bound.Amount.Value ? Off("maximum", bound, type, "limit", limit)
        : requests.TryGetValue(bound.Name, out var request) && request.Value > bound.Amount.Value ? Off("maximum", bound, type, "request", request)
        : null;

    private static string? TooFarApart((string Name, Amount Amount) bound, string type, ResourceAmounts requests, ResourceAmounts limits)
    {
        var what = $"{bound.Name} max limit to request ratio per {type} is {bound.Amount}, but";
        if (requests.At(bound.Name).Value == 0)
        {
            return $"{what} no request is specified or request is 0";
        }

        if (limits.At(bound.Name).Value == 0)
        {
            return $"{what} no limit is specified or limit is 0";
        }

        var ratio = limits.At(bound.Name).Value / requests.At(bound.Name).Value;
        return ratio > bound.Amount.Value ? string.Create(CultureInfo.InvariantCulture, $"{what} provided ratio is {ratio:F6}") : null;
    }

    private static string NoneStated(string which, (string Name, Amount Amount) bound, string type, string missing) =>
        $"{which} {bound.Name} usage per {type} is {bound.Amount}.  No {missing} is specified";

    private static string Off(string which, (string Name, Amount Amount) bound, string type, string what, Amount given) =>
        $"{which} {bound.Name} usage per {type} is {bound.Amount}, but {what} is {given}";
}
