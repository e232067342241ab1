using Workshop.Labs.Progress;

namespace Workshop.Labs.Desk;

/// <summary>A lab, and how far the learner is in it.</summary>
/// <param name="Title">Without its number, such as <c>Rolling update</c>.</param>
/// <param name="Progress">When each step was green, which hints were read.</param>
public sealed record LabStanding(Lab Lab, string Title, LabProgress Progress)
{
    /// <value>not begun, step 3 of 7, done.</value>
    public string State => Progress.StateOf(Lab);

    public bool IsBegun => Progress.BegunAt is not null;

    public bool IsDone => IsBegun && NextStep is null;

    /// <value>The first step that was not green yet; null when all were.</value>
    public string? NextStep => Lab.Checks.FirstOrDefault(check => !Progress.Green.ContainsKey(check.Step))?.Step;
}

/// <summary>All labs at one moment.</summary>
/// <param name="Trouble">Why the progress cannot be read; null when it can. Then there are no labs.</param>
public sealed record DeskView(IReadOnlyList<LabStanding> Labs, string? Trouble);
