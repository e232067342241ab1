namespace Workshop.ClusterPage.Watching;

/// <summary>A condition that an object reports of itself, such as Ready.</summary>
/// <param name="IsTrue">Null: unknown.</param>
public sealed record ConditionState(string Type, bool? IsTrue, string Reason, string Message)
{
    public static ConditionState From(string type, string status, string? reason, string? message) => new(
        type,
        status switch { "True" => true, "False" => false, _ => null },
        reason ?? "",
        message ?? "");
}
