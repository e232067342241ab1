namespace Workshop.Dashboard.Traces;

/// <summary>A trace laid out: every line with its depth and place in time.</summary>
/// <param name="Gaps">When no span of the trace ran at all.</param>
/// <param name="MissingParents">How many spans are named as a parent and have not been seen.</param>
public sealed record Waterfall(
    DateTimeOffset Start, TimeSpan Duration, IReadOnlyList<WaterfallRow> Rows, IReadOnlyList<TimeRange> Gaps, bool HasRoot, int MissingParents)
{
    /// <returns>Percent of the trace's duration; a trace without duration puts everything at its start.</returns>
    public double Percent(TimeSpan time) => Duration > TimeSpan.Zero ? Math.Clamp(100 * (time / Duration), 0, 100) : 0;
}
