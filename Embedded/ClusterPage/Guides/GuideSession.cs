using Workshop.Labs;
using Workshop.Labs.Desk;
using Workshop.Labs.Progress;

namespace Workshop.ClusterPage.Guides;

/// <summary>One open guide: how far the learner is, what the last checks saw, what is under way.</summary>
public sealed class GuideSession
{
    // What a step's commands write may be much; the end of it is what counts.
    private const int MostLines = 400;

    private readonly GuideDesk _desk;
    private readonly Dictionary<string, StepFinding> _findings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _refusals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<DeskLine>> _typed = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    internal GuideSession(GuideDesk desk, Lab lab, bool mayAct)
    {
        _desk = desk;
        Lab = lab;
        MayAct = mayAct && desk.IsThere;
        Refresh();
    }

    public Lab Lab { get; }

    /// <value>Whether buttons are shown: there is a desk, and this person may act.</value>
    public bool MayAct { get; }

    public bool HasDesk => _desk.IsThere;

    /// <value>Null where there is no desk, or its progress cannot be read.</value>
    public LabProgress? Progress { get; private set; }

    /// <value>Why the progress cannot be read.</value>
    public string? Trouble { get; private set; }

    /// <value>The step that is looked at or typed now; empty: all of them; null: nothing is under way.</value>
    public string? UnderWay { get; private set; }

    /// <value>Whether <see cref="UnderWay"/> is typed, not only looked at.</value>
    public bool IsTyping { get; private set; }

    /// <summary>Something is to be drawn anew; called by any thread.</summary>
    public event Action? Changed;

    /// <value>The first step that was not green yet; null when all were.</value>
    public string? NextStep => Lab.Checks.FirstOrDefault(check => !IsDone(check.Step))?.Step;

    public bool IsDone(string step) => Progress?.Green.ContainsKey(step) == true;

    public StepFinding? FindingOf(string step) => _findings.GetValueOrDefault(step);

    /// <returns>Why the last wish about a step was not fulfilled; null if it was.</returns>
    public string? RefusalOf(string step) => _refusals.GetValueOrDefault(step);

    /// <returns>What was typed for a step, and what it wrote; empty if nothing was.</returns>
    public IReadOnlyList<DeskLine> TypedOf(string step)
    {
        lock (_lock)
        {
            return _typed.TryGetValue(step, out var lines) ? [.. lines] : [];
        }
    }

    /// <param name="step">Null: all that are not done, as far as the first red one.</param>
    public async Task CheckAsync(string? step, CancellationToken ct)
    {
        if (!Begin(step ?? "", isTyping: false))
        {
            return;
        }

        try
        {
            var answer = await _desk.CheckAsync(Lab, step, ct);
            foreach (var finding in answer.Value?.Where(finding => finding.Result is not null) ?? [])
            {
                _findings[finding.Step] = finding;
                _refusals.Remove(finding.Step);
            }

            if (answer.Refusal is { } refusal && (step ?? NextStep) is { } asked)
            {
                _findings.Remove(asked);
                _refusals[asked] = refusal;
            }
        }
        finally
        {
            End();
        }
    }

    public async Task SolveAsync(string step, CancellationToken ct)
    {
        if (!Begin(step, isTyping: true))
        {
            return;
        }

        try
        {
            lock (_lock)
            {
                _typed[step] = [];
            }

            _findings.Remove(step);
            _refusals.Remove(step);
            var answer = await _desk.SolveAsync(Lab, step, line => Hear(step, line), ct);
            if (answer.Refusal is { } refusal)
            {
                _refusals[step] = refusal;
            }
            else if (!answer.Value)
            {
                _refusals[step] = "It did not turn green; what was typed says why.";
            }
        }
        finally
        {
            End();
        }
    }

    /// <summary>The lab begins anew: what was seen of it is forgotten.</summary>
    public void Forget()
    {
        _findings.Clear();
        _refusals.Clear();
        lock (_lock)
        {
            _typed.Clear();
        }

        Refresh();
        Changed?.Invoke();
    }

    /// <summary>Reads the progress again.</summary>
    public void Refresh()
    {
        var (standings, trouble) = _desk.Read();
        Take(standings, trouble);
    }

    internal void Take(IReadOnlyList<LabStanding> standings, string? trouble)
    {
        Progress = standings.FirstOrDefault(standing => standing.Lab.Number == Lab.Number)?.Progress;
        Trouble = trouble;
        Changed?.Invoke();
    }

    private bool Begin(string what, bool isTyping)
    {
        if (UnderWay is not null)
        {
            return false;
        }

        (UnderWay, IsTyping) = (what, isTyping);
        Changed?.Invoke();
        return true;
    }

    private void End()
    {
        (UnderWay, IsTyping) = (null, false);
        Refresh();
    }

    private void Hear(string step, DeskLine line)
    {
        lock (_lock)
        {
            var lines = _typed[step];
            lines.Add(line);
            if (lines.Count > MostLines)
            {
                lines.RemoveAt(0);
            }
        }

        Changed?.Invoke();
    }
}
