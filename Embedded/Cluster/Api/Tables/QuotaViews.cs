using k8s.Models;
using Workshop.Cluster.Loops;
using static Workshop.Cluster.Api.Tables.TableColumn;

namespace Workshop.Cluster.Api.Tables;

/// <summary>What a namespace may use.</summary>
internal static class QuotaViews
{
    public static TableView Quota { get; } = TableView.Of<V1ResourceQuota>(
        [ObjectName, Age, new("Request"), new("Limit")],
        (item, now) => [item.Name(), HumanText.Age(item.CreationTimestamp(), now), Shares(item, isLimit: false), Shares(item, isLimit: true)]);

    public static TableView LimitRange { get; } = TableView.Of<V1LimitRange>(
        [ObjectName, new("Created At")],
        (item, _) => [item.Name(), item.CreationTimestamp() is { } made ? made.ToText() : ""]);

    /// <summary><c>pods: 1/2, requests.cpu: 100m/1</c>.</summary>
    private static string Shares(V1ResourceQuota item, bool isLimit) => string.Join(", ", (item.Status?.Hard ?? new Dictionary<string, ResourceQuantity>())
        .Where(hard => hard.Key.StartsWith("limits.", StringComparison.Ordinal) == isLimit)
        .OrderBy(hard => hard.Key, StringComparer.Ordinal)
        .Select(hard => $"{hard.Key}: {(item.Status!.Used?.TryGetValue(hard.Key, out var used) == true ? used.ToString() : "0")}/{hard.Value}"));
}
