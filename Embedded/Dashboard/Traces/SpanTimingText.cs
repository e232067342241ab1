using Workshop.Dashboard.Display;

namespace Workshop.Dashboard.Traces;

/// <summary>Says how a span lies to its parent, and why that may be.</summary>
internal static class SpanTimingText
{
    public static string Of(SpanTiming timing)
    {
        var remarks = new List<string>();
        if (timing.BeforeParent > TimeSpan.Zero)
        {
            remarks.Add($"started {DurationText.Of(timing.BeforeParent)} before its parent: the clocks of the two differ");
        }

        if (timing.AfterParent > TimeSpan.Zero)
        {
            remarks.Add($"ended {DurationText.Of(timing.AfterParent)} after its parent, which did not wait for it");
        }

        return string.Join("; ", remarks);
    }
}
