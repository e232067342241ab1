using System.Globalization;
using System.Text.RegularExpressions;

namespace Workshop.Cluster.Loops.CronJobs;

/// <summary>Durations as Go writes them: <c>1h30m</c>, <c>90s</c>, <c>1.5h</c>.</summary>
internal static partial class GoDurations
{
    private const double MostTicks = long.MaxValue / 100d;

    /// <returns>Null: it is none, or one that Go's 64 bits of nanoseconds cannot hold.</returns>
    public static TimeSpan? Parse(string text)
    {
        if (text.Length == 0 || !Whole().IsMatch(text))
        {
            return null;
        }

        var ticks = Part().Matches(text).Sum(part => double.Parse(part.Groups[1].Value, CultureInfo.InvariantCulture) * TicksOf(part.Groups[2].Value));
        return ticks < MostTicks ? TimeSpan.FromTicks((long)ticks) : null;
    }

    private static double TicksOf(string unit) => unit switch
    {
        "h" => TimeSpan.TicksPerHour,
        "m" => TimeSpan.TicksPerMinute,
        "s" => TimeSpan.TicksPerSecond,
        "ms" => TimeSpan.TicksPerMillisecond,
        "ns" => 0.01,
        _ => TimeSpan.TicksPerMicrosecond,
    };

    [GeneratedRegex(@"^([0-9]+(\.[0-9]*)?(h|ms|m|s|us|µs|ns))+\z")]
    private static partial Regex Whole();

    [GeneratedRegex(@"([0-9]+(?:\.[0-9]*)?)(h|ms|m|s|us|µs|ns)")]
    private static partial Regex Part();
}
