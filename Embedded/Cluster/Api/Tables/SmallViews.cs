using k8s.Models;
using static Workshop.Cluster.Api.Tables.TableColumn;

namespace Workshop.Cluster.Api.Tables;

/// <summary>Kinds that show a count or a word.</summary>
internal static class SmallViews
{
    public static TableView Namespace { get; } = TableView.Of<V1Namespace>(
        [ObjectName, new("Status"), Age],
        (item, now) => [item.Name(), item.Status?.Phase ?? "", HumanText.Age(item.CreationTimestamp(), now)]);

    public static TableView ComponentStatus { get; } = TableView.Of<V1ComponentStatus>(
        [ObjectName, new("Status"), new("Message"), new("Error")],
        (item, _) => item.Conditions?.FirstOrDefault(condition => condition.Type == "Healthy") is { } health
            ? [item.Name(), health.Status == "True" ? "Healthy" : "Unhealthy", health.Message ?? "", health.Error ?? ""]
            : [item.Name(), HumanText.Unknown, "", ""]);

    public static TableView ConfigMap { get; } = TableView.Of<V1ConfigMap>(
        [ObjectName, new("Data"), Age],
        (item, now) => [item.Name(), (item.Data?.Count ?? 0) + (item.BinaryData?.Count ?? 0), HumanText.Age(item.CreationTimestamp(), now)]);

    public static TableView Secret { get; } = TableView.Of<V1Secret>(
        [ObjectName, new("Type"), new("Data"), Age],
        (item, now) => [item.Name(), item.Type ?? "", item.Data?.Count ?? 0, HumanText.Age(item.CreationTimestamp(), now)]);

    public static TableView ServiceAccount { get; } = TableView.Of<V1ServiceAccount>(
        [ObjectName, new("Secrets"), Age],
        (item, now) => [item.Name(), item.Secrets?.Count ?? 0, HumanText.Age(item.CreationTimestamp(), now)]);

    public static TableView Lease { get; } = TableView.Of<V1Lease>(
        [ObjectName, new("Holder"), Age],
        (item, now) => [item.Name(), item.Spec?.HolderIdentity ?? "", HumanText.Age(item.CreationTimestamp(), now)]);
}
