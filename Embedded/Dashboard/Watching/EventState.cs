using k8s.Models;

namespace Workshop.Dashboard.Watching;

/// <summary>What a loop or a node said about an object, as <c>kubectl events</c> shows it.</summary>
public sealed record EventState : WatchedObject
{
    public EventState(Corev1Event told) : base(told)
    {
        IsWarning = told.Type == "Warning";
        Reason = told.Reason ?? "";
        Message = told.Message ?? "";
        Count = told.Series?.Count ?? told.Count ?? 1;
        RegardingKind = told.InvolvedObject?.Kind ?? "";
        Regarding = new ObjectName(told.InvolvedObject?.NamespaceProperty ?? "", told.InvolvedObject?.Name ?? "");
        RegardingUid = told.InvolvedObject?.Uid ?? "";
        Source = told.Source?.Component ?? told.ReportingComponent ?? "";
        LastAt = At(told.Series?.LastObservedTime ?? told.LastTimestamp ?? told.EventTime) ?? CreatedAt;
    }

    public bool IsWarning { get; init; }

    public string Reason { get; init; }

    public string Message { get; init; }

    public int Count { get; init; }

    public string RegardingKind { get; init; }

    public ObjectName Regarding { get; init; }

    public string RegardingUid { get; init; }

    public string Source { get; init; }

    public DateTimeOffset? LastAt { get; init; }
}
