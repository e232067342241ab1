namespace Workshop.Dashboard.Traces;

/// <summary>A stretch of a trace, counted from the trace's start.</summary>
public readonly record struct TimeRange(TimeSpan From, TimeSpan To)
{
    public TimeSpan Length => To - From;

    /// <summary>What of <paramref name="whole"/> none of the others covers, in order of time.</summary>
    public static List<TimeRange> Uncovered(TimeRange whole, IEnumerable<TimeRange> others)
    {
        var free = new List<TimeRange>();
        var covered = whole.From;
        foreach (var other in others.OrderBy(other => other.From))
        {
            if (other.From >= whole.To)
            {
                break;
            }

            if (other.From > covered)
            {
                free.Add(new(covered, other.From));
            }

            covered = other.To > covered ? other.To : covered;
        }

        if (covered < whole.To)
        {
            free.Add(new(covered, whole.To));
        }

        return free;
    }
}
