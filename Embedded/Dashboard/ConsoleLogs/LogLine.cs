namespace Workshop.Dashboard.ConsoleLogs;

/// <summary>A line as its container wrote it, colours included; or a note of ours between the lines.</summary>
/// <param name="At">When the node took it; null where nobody said.</param>
/// <param name="Pod">The pod's name.</param>
/// <param name="IsNote">Not from the container: says what became of its log.</param>
internal sealed record LogLine(DateTimeOffset? At, string Pod, string Text, bool IsNote = false)
{
    private const char Blank = ' ';

    /// <summary>Takes a line that begins with the API's timestamp: <c>2026-01-31T14:03:07.120000000Z text</c>.</summary>
    public static LogLine Parse(string pod, string line)
    {
        var blank = line.IndexOf(Blank, StringComparison.Ordinal);
        var stamp = blank < 0 ? line : line[..blank];
        return stamp.Length > 19 && DateTimeOffset.TryParse(stamp, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var at)
            ? new LogLine(at, pod, blank < 0 ? "" : line[(blank + 1)..])
            : new LogLine(null, pod, line);
    }
}
