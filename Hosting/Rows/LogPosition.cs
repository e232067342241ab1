using System.Globalization;

namespace Workshop.Hosting.Rows;

/// <summary>
/// How far a container's log has been told. Each reading may begin before the end of the one before, since the API's begins are times: what was told is known again by
/// its time, and by how many lines had the same.
/// </summary>
internal sealed class LogPosition
{
    private int _told;
    private int _seen;

    /// <value>The time of the last line that was told; null before the first.</value>
    public DateTimeOffset? Last { get; private set; }

    /// <summary>Another reading begins.</summary>
    public void Restart() => _seen = 0;

    /// <param name="line"><c>2026-11-28T09:00:00.123456789Z text</c>, as the API gives it with times.</param>
    /// <returns>False: it was told before.</returns>
    public bool TryTake(string line, out string text)
    {
        var blank = line.IndexOf(' ', StringComparison.Ordinal);
        if (!DateTimeOffset.TryParse(blank < 0 ? line : line[..blank], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            text = line;
            return true;
        }

        text = blank < 0 ? "" : line[(blank + 1)..];
        if (time < Last)
        {
            return false;
        }

        if (time == Last)
        {
            _seen++;
            if (_seen <= _told)
            {
                return false;
            }

            _told = _seen;
            return true;
        }

        (Last, _told, _seen) = (time, 1, 1);
        return true;
    }
}
