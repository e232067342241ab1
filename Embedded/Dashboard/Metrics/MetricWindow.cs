using Workshop.Dashboard.Display;

namespace Workshop.Dashboard.Metrics;

/// <summary>The stretch of time that a chart shows, cut into steps that stay where they are while time goes on: lines do not tremble.</summary>
internal sealed record MetricWindow(DateTimeOffset From, DateTimeOffset To, TimeSpan Step)
{
    private const int WantedSteps = 60;

    public static MetricWindow Until(DateTimeOffset now, TimeSpan length)
    {
        var step = RoundTime.Step(length, WantedSteps);
        step = step < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : step;
        var to = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % step.Ticks), TimeSpan.Zero) + step;
        return new(to - length, to, step);
    }

    /// <summary>From where points are read: a rate needs the point before its first, and programs export once a minute by default.</summary>
    public DateTimeOffset ReadFrom => From - TimeSpan.FromMinutes(2);

    public bool Contains(DateTimeOffset time) => time > From && time <= To;

    /// <returns>The end of the step that a time belongs to.</returns>
    public DateTimeOffset StepOf(DateTimeOffset time)
    {
        var over = time.UtcTicks % Step.Ticks;
        return new(over == 0 ? time.UtcTicks : time.UtcTicks - over + Step.Ticks, TimeSpan.Zero);
    }
}
