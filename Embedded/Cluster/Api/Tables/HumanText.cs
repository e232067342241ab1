using System.Globalization;
using System.Runtime.CompilerServices;
using k8s.Models;

namespace Workshop.Cluster.Api.Tables;

/// <summary>Durations and selectors as Kubernetes prints them.</summary>
internal static class HumanText
{
    public const string None = "<none>";
    public const string Unknown = "<unknown>";

    /// <summary>The time since, or <c>&lt;unknown&gt;</c>.</summary>
    public static string Age(DateTime? since, DateTimeOffset now) =>
        since is { } moment ? Duration(now - new DateTimeOffset(DateTime.SpecifyKind(moment, DateTimeKind.Utc))) : Unknown;

    /// <summary>Two units at most, fewer the longer it is: <c>90s</c>, <c>5m10s</c>, <c>47m</c>, <c>3h2m</c>, <c>2d4h</c>, <c>9d</c>, <c>3y20d</c>.</summary>
    public static string Duration(TimeSpan time)
    {
        // A clock that is a little ahead of another is no news; more than that is a fault.
        if (time < TimeSpan.Zero)
        {
            return time < TimeSpan.FromSeconds(-1) ? "<invalid>" : "0s";
        }

        var (seconds, minutes, hours, days) = ((long)time.TotalSeconds, (long)time.TotalMinutes, (long)time.TotalHours, (long)time.TotalDays);
        return hours switch
        {
            _ when seconds < 120 => Text($"{seconds}s"),
            _ when minutes < 10 => Pair(minutes, "m", seconds % 60, "s"),
            _ when minutes < 180 => Text($"{minutes}m"),
            < 8 => Pair(hours, "h", minutes % 60, "m"),
            < 48 => Text($"{hours}h"),
            < 24 * 8 => Pair(days, "d", hours % 24, "h"),
            < 24 * 365 * 2 => Text($"{days}d"),
            < 24 * 365 * 8 => Pair(days / 365, "y", days % 365, "d"),
            _ => Text($"{days / 365}y"),
        };
    }

    /// <summary><c>a=b,c=d</c> with sorted keys.</summary>
    public static string Labels(IDictionary<string, string>? labels) =>
        labels is not { Count: > 0 } ? None : string.Join(',', labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}"));

    /// <summary><c>a=b,c in (d,e),!f</c></summary>
    public static string Selector(V1LabelSelector? selector)
    {
        var equal = (selector?.MatchLabels ?? new Dictionary<string, string>()).Select(label => (label.Key, Text: $"{label.Key}={label.Value}"));
        var others = (selector?.MatchExpressions ?? []).Select(term => (term.Key, Text: Term(term)));
        var terms = equal.Concat(others).OrderBy(term => term.Key, StringComparer.Ordinal).Select(term => term.Text).ToList();
        return terms.Count == 0 ? None : string.Join(',', terms);
    }

    public static string OrNone(string? text) => string.IsNullOrEmpty(text) ? None : text;

    /// <summary>The first three, and how many more there are.</summary>
    public static string FirstThree(IReadOnlyList<string> items)
    {
        const int shown = 3;
        var text = string.Join(',', items.Take(shown));
        return items.Count > shown ? Text($"{text} + {items.Count - shown} more...") : text;
    }

    private static string Term(V1LabelSelectorRequirement term) => term.OperatorProperty switch
    {
        "Exists" => term.Key,
        "DoesNotExist" => $"!{term.Key}",
        "In" => $"{term.Key} in ({string.Join(',', (term.Values ?? []).Order(StringComparer.Ordinal))})",
        _ => $"{term.Key} notin ({string.Join(',', (term.Values ?? []).Order(StringComparer.Ordinal))})",
    };

    private static string Pair(long large, string largeUnit, long small, string smallUnit) =>
        small == 0 ? Text($"{large}{largeUnit}") : Text($"{large}{largeUnit}{small}{smallUnit}");

    private static string Text(DefaultInterpolatedStringHandler text) => string.Create(CultureInfo.InvariantCulture, ref text);
}
