namespace Workshop.Dashboard.Traces;

/// <summary>How a span lies to its parent, where that is worth a remark: clocks of two machines differ, and work may outlive who began it.</summary>
/// <param name="BeforeParent">How long before its parent it started; zero if it did not.</param>
/// <param name="AfterParent">How long after its parent it ended; zero if it did not.</param>
public readonly record struct SpanTiming(TimeSpan BeforeParent, TimeSpan AfterParent)
{
    public static SpanTiming Of(TimeRange span, TimeRange parent) => new(
        span.From < parent.From ? parent.From - span.From : TimeSpan.Zero,
        span.To > parent.To ? span.To - parent.To : TimeSpan.Zero);
}
