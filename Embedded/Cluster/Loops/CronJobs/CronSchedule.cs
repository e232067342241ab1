using Cronos;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.CronJobs;

/// <summary>
/// When a CronJob starts: a schedule in its time zone. Cronos finds the times, also where a clock is put forward (what falls into the gap comes right after it) or back
/// (a fixed time comes once). A day of the month and a day of the week are alternatives, as in every cron but Cronos.
/// </summary>
internal sealed class CronSchedule
{
    private static readonly Dictionary<string, string> Descriptors = new()
    {
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
        ["@monthly"] = "0 0 1 * *",
        ["@weekly"] = "0 0 * * 0",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@hourly"] = "0 * * * *",
    };

    private readonly IReadOnlyList<CronExpression> _alternatives;
    private readonly TimeSpan? _every;
    private readonly TimeZoneInfo _zone;

    private CronSchedule(IReadOnlyList<CronExpression> alternatives, TimeSpan? every, TimeZoneInfo zone) => (_alternatives, _every, _zone) = (alternatives, every, zone);

    /// <returns>What is wrong with the text, in Kubernetes' words, or null.</returns>
    public static string? Problem(string text)
    {
        var schedule = WithoutZone(text);
        if (schedule.StartsWith('@'))
        {
            return DescriptorProblem(schedule);
        }

        var fields = Fields(schedule);
        return fields.Length != CronField.All.Count
            ? $"expected exactly 5 fields, found {fields.Length}: [{string.Join(' ', fields)}]"
            : fields.Select((field, i) => CronField.All[i].Problem(field)).FirstOrDefault(wrong => wrong is not null);
    }

    /// <param name="text">One without a <see cref="Problem"/>.</param>
    public static CronSchedule Parse(string text, TimeZoneInfo zone)
    {
        if (text.StartsWith("@every ", StringComparison.Ordinal))
        {
            return new CronSchedule([], Every(text), zone);
        }

        var fields = Fields(Descriptors.GetValueOrDefault(text, text));
        return new CronSchedule([.. Alternatives(fields).Where(alternative => !alternative.Any(CronField.IsNothing)).Select(Expression)], null, zone);
    }

    /// <summary>The first time after <paramref name="from"/>; null: never again.</summary>
    public DateTime? Next(DateTime from) => _every is { } period
        ? from + period
        : _alternatives.Select(expression => expression.GetNextOccurrence(from, _zone)).Min();

    private static string? DescriptorProblem(string text)
    {
        if (Descriptors.ContainsKey(text))
        {
            return null;
        }

        if (!text.StartsWith("@every ", StringComparison.Ordinal))
        {
            return $"unrecognized descriptor: {text}";
        }

        return Every(text) is null ? $"failed to parse duration {text}: time: invalid duration {GoText.Quote(text["@every ".Length..])}" : null;
    }

    // Whole seconds, one at least.
    private static TimeSpan? Every(string text) => GoDurations.Parse(text["@every ".Length..]) is { } duration
        ? TimeSpan.FromSeconds(Math.Max(Math.Floor(duration.TotalSeconds), 1))
        : null;

    private static IEnumerable<string[]> Alternatives(string[] fields)
    {
        const int DayOfMonth = 2;
        const int DayOfWeek = 4;
        if (CronField.IsAny(fields[DayOfMonth]) || CronField.IsAny(fields[DayOfWeek]))
        {
            return [fields];
        }

        return new[] { DayOfMonth, DayOfWeek }.Select(open => fields.Select((field, i) => i == open ? "*" : field).ToArray());
    }

    // As it was written where Cronos can read it: a step says that a time is to come again when the clock is put back, a list of numbers does not.
    private static CronExpression Expression(string[] fields) =>
        CronExpression.TryParse(string.Join(' ', fields.Select(field => field.Replace('?', '*'))), out var expression)
            ? expression
            : CronExpression.Parse(string.Join(' ', fields.Select((field, i) => CronField.All[i].Numbers(field))));

    private static string[] Fields(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    // "TZ=Europe/Berlin 0 3 * * *": validation has a word of its own for it.
    private static string WithoutZone(string text) =>
        (text.StartsWith("TZ=", StringComparison.Ordinal) || text.StartsWith("CRON_TZ=", StringComparison.Ordinal)) && text.IndexOf(' ', StringComparison.Ordinal) is > 0 and var end
            ? text[(end + 1)..].Trim()
            : text;
}
