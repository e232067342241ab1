using System.Globalization;
using k8s.Models;
using Workshop.Cluster.Registry.Versions;
using static Workshop.Cluster.Api.Tables.TableColumn;

namespace Workshop.Cluster.Api.Tables;

/// <summary>HorizontalPodAutoscaler: the first two of its metrics, present value and target.</summary>
internal static class AutoscalerView
{
    private const int Shown = 2;

    public static TableView View { get; } = TableView.Of<V2HorizontalPodAutoscaler>(
        [ObjectName, new("Reference"), new("Targets"), new("MinPods"), new("MaxPods"), new("Replicas"), Age],
        (item, now) =>
        [
            item.Name(),
            $"{item.Spec.ScaleTargetRef.Kind}/{item.Spec.ScaleTargetRef.Name}",
            Targets(item),
            $"{item.Spec.MinReplicas ?? 1}",
            $"{item.Spec.MaxReplicas}",
            $"{item.Status?.CurrentReplicas ?? 0}",
            HumanText.Age(item.CreationTimestamp(), now),
        ]);

    /// <summary>The same for an object of autoscaling/v1, whose other metrics stand in annotations.</summary>
    public static TableView OldView { get; } = new(View.Columns, (item, now) => View.Cells(VersionedObject.Kept(item), now));

    private static string Targets(V2HorizontalPodAutoscaler item)
    {
        var (specs, statuses) = (item.Spec.Metrics ?? [], item.Status?.CurrentMetrics ?? []);
        if (specs.Count == 0)
        {
            return HumanText.None;
        }

        var targets = specs.Take(Shown).Select((spec, index) => Target(spec, statuses.ElementAtOrDefault(index)));
        var more = specs.Count > Shown ? string.Create(CultureInfo.InvariantCulture, $" + {specs.Count - Shown} more...") : "";
        return string.Join(", ", targets) + more;
    }

    private static string Target(V2MetricSpec spec, V2MetricStatus? status) => spec.Type switch
    {
        "Resource" => $"{spec.Resource.Name}: {Resource(spec.Resource.Target, status?.Resource?.Current)}",
        "ContainerResource" => $"{spec.ContainerResource.Name}: {Resource(spec.ContainerResource.Target, status?.ContainerResource?.Current)}",
        "Pods" => $"{Quantity(status?.Pods?.Current?.AverageValue)}/{spec.Pods.Target.AverageValue}",
        "Object" => Value(spec.ObjectProperty.Target, status?.ObjectProperty?.Current),
        "External" => Value(spec.External.Target, status?.External?.Current),
        _ => "<unknown type>",
    };

    private static string Resource(V2MetricTarget target, V2MetricValueStatus? current) => target.AverageValue is { } average
        ? $"{Quantity(current?.AverageValue)}/{average}"
        : $"{Percent(current?.AverageUtilization) ?? HumanText.Unknown}/{Percent(target.AverageUtilization) ?? "<auto>"}";

    private static string Value(V2MetricTarget target, V2MetricValueStatus? current) => target.AverageValue is { } average
        ? $"{Quantity(current?.AverageValue)}/{average} (avg)"
        : $"{Quantity(current?.Value)}/{target.Value}";

    private static string Quantity(ResourceQuantity? quantity) => quantity?.ToString() ?? HumanText.Unknown;

    private static string? Percent(int? value) => value is { } percent ? string.Create(CultureInfo.InvariantCulture, $"{percent}%") : null;
}
