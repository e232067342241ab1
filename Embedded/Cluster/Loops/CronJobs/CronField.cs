using System.Globalization;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.CronJobs;

/// <summary>One of the five fields of a schedule, held against Kubernetes' grammar, which is narrower than that of other crons.</summary>
/// <param name="Names">Words that stand for numbers, from <paramref name="Least"/> on.</param>
internal sealed record CronField(int Least, int Most, string[] Names)
{
    /// <summary>Minute, hour, day of the month, month, day of the week.</summary>
    public static IReadOnlyList<CronField> All { get; } =
    [
        new(0, 59, []),
        new(0, 23, []),
        new(1, 31, []),
        new(1, 12, ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]),
        new(0, 6, ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]),
    ];

    /// <summary>Whether the field leaves the choice to the others: of the two fields for days, one that does so has no say.</summary>
    public static bool IsAny(string field) => field.Split(',').Any(part => part is "*" or "?" or "*/1" or "?/1");

    /// <summary>Whether the field is all commas, which Kubernetes takes: it means no number.</summary>
    public static bool IsNothing(string field) => Parts(field).Length == 0;

    /// <returns>What is wrong with the field, or null.</returns>
    public string? Problem(string field) => Parts(field).Select(part => Read(part, out _)).FirstOrDefault(wrong => wrong is not null);

    /// <summary>The numbers that a field without a <see cref="Problem"/> means, as a list that every cron can read.</summary>
    public string Numbers(string field) => IsAny(field) ? "*" : string.Join(',', Parts(field).SelectMany(Numbered).Distinct().Order());

    private static string[] Parts(string field) => field.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private IEnumerable<int> Numbered(string part)
    {
        Read(part, out var range);
        return Enumerable.Range(range.First, range.Last - range.First + 1).Where(number => (number - range.First) % range.Step == 0);
    }

    // "2-10/2"
    private string? Read(string text, out (int First, int Last, int Step) range)
    {
        range = default;
        var parts = text.Split('/');
        var ends = parts[0].Split('-');
        var (first, last) = (Least, Most);
        var isOne = ends.Length == 1;
        if (ends[0] is not ("*" or "?"))
        {
            if (Number(ends[0], out first) is { } wrong || (ends.Length == 2 && (wrong = Number(ends[1], out last)) is not null))
            {
                return wrong;
            }

            if (ends.Length > 2)
            {
                return $"too many hyphens: {text}";
            }

            last = isOne ? first : last;
        }

        var step = 1;
        if (parts.Length == 2)
        {
            if (Plain(parts[1], out step) is { } wrong)
            {
                return wrong;
            }

            last = isOne ? Most : last;
        }

        range = (first, last, step);
        return parts.Length > 2 ? $"too many slashes: {text}"
            : first < Least ? string.Create(CultureInfo.InvariantCulture, $"beginning of range ({first}) below minimum ({Least}): {text}")
            : last > Most ? string.Create(CultureInfo.InvariantCulture, $"end of range ({last}) above maximum ({Most}): {text}")
            : first > last ? string.Create(CultureInfo.InvariantCulture, $"beginning of range ({first}) beyond end of range ({last}): {text}")
            : step == 0 ? $"step of range should be a positive number: {text}"
            : null;
    }

    private string? Number(string text, out int number)
    {
        var named = Array.FindIndex(Names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        number = Least + named;
        return named >= 0 ? null : Plain(text, out number);
    }

    private static string? Plain(string text, out int number) =>
        !int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) ? $"failed to parse int from {text}: strconv.Atoi: parsing {GoText.Quote(text)}: invalid syntax"
        : number < 0 ? string.Create(CultureInfo.InvariantCulture, $"negative number ({number}) not allowed: {text}")
        : null;
}
