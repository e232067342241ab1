using k8s.Models;
using Workshop.Cluster.Registry.Versions;
using static Workshop.Cluster.Api.Tables.TableColumn;

namespace Workshop.Cluster.Api.Tables;

/// <summary>Events: when last, what, about whom.</summary>
internal static class EventView
{
    public static TableView View { get; } = TableView.Of<Corev1Event>(
        [
            new("Last Seen"), new("Type"), new("Reason"), new("Object"), Wide("Subobject"), Wide("Source"), new("Message"),
            Wide("First Seen"), new("Count", "integer", Priority: 1), new("Name", Format: "name", Priority: 1),
        ],
        Cells);

    public static TableView NewerView { get; } = new(View.Columns, (item, now) => View.Cells(VersionedObject.Kept(item), now));

    private static IReadOnlyList<object> Cells(Corev1Event item, DateTimeOffset now)
    {
        var first = HumanText.Age(item.FirstTimestamp ?? item.EventTime, now);
        var last = item.Series is { } series ? HumanText.Age(series.LastObservedTime, now) : item.LastTimestamp is { } seen ? HumanText.Age(seen, now) : first;
        var count = item.Series?.Count ?? (item.Count is > 0 ? item.Count.Value : 1);
        return
        [
            last, item.Type ?? "", item.Reason ?? "", About(item.InvolvedObject), item.InvolvedObject?.FieldPath ?? "", Source(item),
            (item.Message ?? "").Trim(), first, count, item.Name(),
        ];
    }

    private static string About(V1ObjectReference? about)
    {
        var kind = (about?.Kind ?? "").ToLowerInvariant();
        return string.IsNullOrEmpty(about?.Name) ? kind : $"{kind}/{about.Name}";
    }

    private static string Source(Corev1Event item)
    {
        var component = string.IsNullOrEmpty(item.Source?.Component) ? item.ReportingComponent : item.Source.Component;
        var instance = string.IsNullOrEmpty(item.Source?.Host) ? item.ReportingInstance : item.Source.Host;
        return string.IsNullOrEmpty(instance) ? component ?? "" : $"{component}, {instance}";
    }
}
