using Workshop.Dashboard.Display;
using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Traces;

/// <summary>What a reader should know before judging a trace: what of it is missing, and when nothing ran.</summary>
internal static class TraceRemarks
{
    /// <param name="hiddenLogs">Log records that were too many to be shown among the spans.</param>
    public static IEnumerable<string> Of(Waterfall waterfall, TraceSummary trace, int hiddenLogs)
    {
        if (!waterfall.HasRoot)
        {
            yield return "Root not seen yet: it is still running, came late or was lost";
        }

        if (waterfall.MissingParents > (waterfall.HasRoot ? 0 : 1))
        {
            yield return $"{waterfall.MissingParents:N0} parents not seen yet";
        }

        if (trace.DroppedSpans > 0)
        {
            yield return $"{trace.DroppedSpans:N0} further spans were refused: the trace is too long";
        }

        if (waterfall.Gaps.Count > 0)
        {
            var longest = waterfall.Gaps.MaxBy(gap => gap.Length);
            yield return $"Nothing ran for {DurationText.Of(longest.Length)}, from {DurationText.Of(longest.From)} on";
        }

        if (hiddenLogs > 0)
        {
            yield return $"{hiddenLogs:N0} further log records are not shown here";
        }
    }
}
