namespace Workshop.Dashboard.Display;

/// <summary>Steps of a time axis that people count in: 1, 2 and 5 of a unit below a minute; parts of an hour or day above.</summary>
internal static class RoundTime
{
    private static readonly TimeSpan[] LongSteps =
    [
        .. new[] { 10, 15, 20, 30 }.Select(seconds => TimeSpan.FromSeconds(seconds)),
        .. new[] { 1, 2, 5, 10, 15, 20, 30 }.Select(minutes => TimeSpan.FromMinutes(minutes)),
        .. new[] { 1, 2, 3, 4, 6, 12, 24 }.Select(hours => TimeSpan.FromHours(hours)),
    ];

    /// <returns>The smallest round step that divides <paramref name="whole"/> into no more than <paramref name="parts"/>.</returns>
    public static TimeSpan Step(TimeSpan whole, int parts)
    {
        var rough = whole / parts;
        if (rough <= TimeSpan.FromSeconds(5))
        {
            return ShortStep(rough);
        }

        foreach (var step in LongSteps)
        {
            if (step >= rough)
            {
                return step;
            }
        }

        return TimeSpan.FromDays(Math.Ceiling(rough.TotalDays));
    }

    private static TimeSpan ShortStep(TimeSpan rough)
    {
        // A tick of .NET is 100 ns; nothing finer can be told apart.
        long power = 1;
        while (true)
        {
            foreach (var digit in new[] { 1, 2, 5 })
            {
                if (digit * power >= rough.Ticks)
                {
                    return TimeSpan.FromTicks(digit * power);
                }
            }

            power *= 10;
        }
    }
}
