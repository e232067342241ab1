namespace Workshop.Dashboard.Telemetry;

/// <summary>What became of one kind of telemetry since the start of this process.</summary>
/// <param name="Kept">Now in memory.</param>
/// <param name="Limit">How many may be; the oldest leave.</param>
/// <param name="Received">Ever taken in.</param>
/// <param name="Rejected">Refused, and the sender told so.</param>
/// <param name="Evicted">Taken in and gone again, to make room.</param>
public sealed record TelemetryCount(long Kept, long Limit, long Received, long Rejected, long Evicted);
