namespace Workshop.Dashboard.Watching;

/// <summary>A condition that an object reports of itself, such as Ready.</summary>
/// <param name="IsTrue">Null: unknown.</param>
public sealed record ConditionState(string Type, bool? IsTrue, string Reason, string Message, DateTimeOffset? ChangedAt)
{
    public static ConditionState From(string type, string status, string? reason, string? message, DateTime? changedAt) => new(
        type,
        status switch { "True" => true, "False" => false, _ => null },
        reason ?? "",
        message ?? "",
        changedAt is { } at ? new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)) : null);
}
