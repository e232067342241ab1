using System.Globalization;

namespace Workshop.Dashboard.Display;

/// <summary>Writes a duration as people say it: three digits and the unit that fits, minutes and hours in two parts.</summary>
internal static class DurationText
{
    public static string Of(TimeSpan duration)
    {
        var sign = duration < TimeSpan.Zero ? "-" : "";
        var length = duration.Duration();
        return sign + length switch
        {
            { Ticks: 0 } => "0 ms",
            { TotalMilliseconds: < 0.9995 } => $"{Digits(length.TotalMicroseconds)} µs",
            { TotalMilliseconds: < 999.5 } => $"{Digits(length.TotalMilliseconds)} ms",
            { TotalSeconds: < 59.95 } => $"{Digits(length.TotalSeconds)} s",
            _ => InTwoParts((long)Math.Round(length.TotalSeconds)),
        };
    }

    private static string InTwoParts(long seconds) => seconds switch
    {
        < 3600 => TwoParts(seconds / 60, "min", seconds % 60, "s"),
        < 86400 => TwoParts(seconds / 3600, "h", seconds % 3600 / 60, "min"),
        _ => TwoParts(seconds / 86400, "d", seconds % 86400 / 3600, "h"),
    };

    private static string TwoParts(long large, string largeUnit, long small, string smallUnit) => small == 0
        ? FormattableString.Invariant($"{large} {largeUnit}")
        : FormattableString.Invariant($"{large} {largeUnit} {small} {smallUnit}");

    // 1.23, 12.3, 123: never more digits than a reader takes in.
    private static string Digits(double value) =>
        value.ToString(value < 9.995 ? "0.##" : value < 99.95 ? "0.#" : "0", CultureInfo.InvariantCulture);
}
