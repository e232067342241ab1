using System.Globalization;
using k8s.Models;
using Workshop.Cluster.Loops.Jobs;
using static Workshop.Cluster.Api.Tables.TableColumn;

namespace Workshop.Cluster.Api.Tables;

/// <summary>Work that comes to an end.</summary>
internal static class BatchViews
{
    public static TableView Job { get; } = TableView.Of<V1Job>(
        [ObjectName, new("Status"), new("Completions"), new("Duration"), Age, .. WorkloadViews.WishColumns],
        (item, now) =>
        [
            item.Name(),
            Status(item),
            Completions(item),
            Duration(item, now),
            HumanText.Age(item.CreationTimestamp(), now),
            .. WorkloadViews.Wishes(item.Spec.Template, HumanText.Selector(item.Spec.Selector)),
        ]);

    public static TableView CronJob { get; } = TableView.Of<V1CronJob>(
        [ObjectName, new("Schedule"), new("Timezone"), new("Suspend"), Integer("Active"), new("Last Schedule"), Age, .. WorkloadViews.WishColumns],
        (item, now) =>
        [
            item.Name(),
            item.Spec.Schedule,
            HumanText.OrNone(item.Spec.TimeZone),
            item.Spec.Suspend == true ? "True" : "False",
            item.Status?.Active?.Count ?? 0,
            item.Status?.LastScheduleTime is { } last ? HumanText.Age(last, now) : HumanText.None,
            HumanText.Age(item.CreationTimestamp(), now),
            .. WorkloadViews.Wishes(item.Spec.JobTemplate.Spec.Template, HumanText.Selector(item.Spec.JobTemplate.Spec.Selector)),
        ]);

    private static string Status(V1Job item)
    {
        string? Has(string type) => JobConditions.Find(item.Status?.Conditions, type)?.Type;
        return Has(JobConditions.Complete) ?? Has(JobConditions.Failed) ?? (item.Metadata.DeletionTimestamp is null ? null : "Terminating")
            ?? Has(JobConditions.Suspended) ?? Has(JobConditions.FailureTarget) ?? Has(JobConditions.SuccessCriteriaMet) ?? "Running";
    }

    private static string Completions(V1Job item)
    {
        var (done, parallelism) = (item.Status?.Succeeded ?? 0, item.Spec.Parallelism ?? 0);
        return item.Spec.Completions is { } wanted ? string.Create(CultureInfo.InvariantCulture, $"{done}/{wanted}")
            : parallelism > 1 ? string.Create(CultureInfo.InvariantCulture, $"{done}/1 of {parallelism}")
            : string.Create(CultureInfo.InvariantCulture, $"{done}/1");
    }

    private static string Duration(V1Job item, DateTimeOffset now) => (item.Status?.StartTime, item.Status?.CompletionTime) switch
    {
        ({ } startedAt, { } completedAt) => HumanText.Duration(completedAt - startedAt),
        ({ } startedAt, null) => HumanText.Duration(now - new DateTimeOffset(DateTime.SpecifyKind(startedAt, DateTimeKind.Utc))),
        _ => "",
    };
}
