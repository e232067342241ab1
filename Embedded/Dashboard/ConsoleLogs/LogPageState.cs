using System.Collections.Immutable;

namespace Workshop.Dashboard.ConsoleLogs;

/// <summary>The lines that a page shows: those of its logs, or as they were when it was paused, and of these what holds the searched text.</summary>
internal sealed class LogPageState
{
    private ImmutableArray<LogLine> _all = [];
    private long _taken;

    public ImmutableArray<LogLine> Shown { get; private set; } = [];

    public bool IsPaused { get; private set; }

    /// <value>Lines have come that a page at rest does not show.</value>
    public bool HasNews { get; private set; }

    public string Search { get; private set; } = "";

    public int Count => _all.Length;

    /// <summary>Takes the lines of now, unless paused.</summary>
    /// <param name="lines">All that are kept.</param>
    /// <param name="total">All that ever came.</param>
    public void Take(Func<ImmutableArray<LogLine>> lines, long total)
    {
        if (IsPaused)
        {
            HasNews = total != _taken;
            return;
        }

        (_taken, HasNews) = (total, false);
        _all = lines();
        Filter();
    }

    public void Pause() => IsPaused = true;

    public void GoOn() => (IsPaused, HasNews) = (false, false);

    public void Find(string? text)
    {
        Search = text?.Trim() ?? "";
        Filter();
    }

    private void Filter() => Shown = Search.Length == 0
        ? _all
        : [.. _all.Where(line => AnsiText.Plain(line.Text).Contains(Search, StringComparison.OrdinalIgnoreCase))];
}
