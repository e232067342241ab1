namespace Workshop.Dashboard.Telemetry;

/// <summary>What became of a batch.</summary>
/// <param name="Rejected">How many of its items were refused.</param>
/// <param name="Reason">Why, of the first that was; empty when none was.</param>
internal readonly record struct WriteOutcome(long Rejected, string Reason);
