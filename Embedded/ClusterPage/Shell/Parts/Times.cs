using System.Globalization;

namespace Workshop.ClusterPage.Shell.Parts;

/// <summary>Times as text: short, of even width, with units.</summary>
internal static class Times
{
    /// <returns>Such as <c>14:03:07</c>.</returns>
    public static string Clock(DateTimeOffset value) => value.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <returns>Such as <c>2026-01-31 14:03:07.120 +01:00</c>.</returns>
    public static string Full(DateTimeOffset value) => value.ToString("yyyy-MM-dd HH:mm:ss.fff zzz", CultureInfo.InvariantCulture);

    /// <returns>As kubectl writes an age: <c>45s</c>, <c>3m12s</c>, <c>5h7m</c>, <c>3d4h</c>, <c>40d</c>.</returns>
    public static string Age(TimeSpan age) => age switch
    {
        { Ticks: < 0 } => "0s",
        { TotalMinutes: < 2 } => $"{(int)age.TotalSeconds}s",
        { TotalMinutes: < 10 } => With($"{age.Minutes}m", age.Seconds, 's'),
        { TotalHours: < 3 } => $"{(int)age.TotalMinutes}m",
        { TotalHours: < 8 } => With($"{age.Hours}h", age.Minutes, 'm'),
        { TotalHours: < 48 } => $"{(int)age.TotalHours}h",
        { TotalDays: < 8 } => With($"{age.Days}d", age.Hours, 'h'),
        _ => $"{(int)age.TotalDays}d",
    };

    private static string With(string most, int rest, char unit) => rest == 0 ? most : $"{most}{rest}{unit}";
}
