using Workshop.Dashboard.Display;

namespace Workshop.Dashboard.Traces;

/// <summary>Round times along a trace, from its start on.</summary>
internal static class TimeAxis
{
    private const int Parts = 5;

    /// <returns>At the foot of each mark stands how much time has passed; the end of the trace itself is no mark.</returns>
    public static IReadOnlyList<(TimeSpan At, string Text)> For(TimeSpan duration)
    {
        if (duration <= TimeSpan.Zero)
        {
            return [(TimeSpan.Zero, "0")];
        }

        var step = RoundTime.Step(duration, Parts);
        return [.. Enumerable.Range(0, (int)(duration / step) + 1).Select(i => (At: i * step, Text: i == 0 ? "0" : DurationText.Of(i * step)))];
    }
}
