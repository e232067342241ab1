using Workshop.Labs.Checks;

namespace Workshop.Labs.Desk;

/// <summary>What a check of a lab says of one step.</summary>
/// <param name="Result">What was seen; null where nobody looked.</param>
public sealed record StepFinding(string Step, StepOutcome Outcome, CheckResult? Result)
{
    /// <value>For people: one line, and of a red step what was seen, what was expected and where to look.</value>
    public IReadOnlyList<string> Lines => (Outcome, Result) switch
    {
        (StepOutcome.Red, { } red) =>
        [
            $"  red    {Step}",
            $"         saw:      {red.Saw}",
            $"         expected: {red.Expected}",
            $"         look at:  {red.LookAt}",
        ],
        (StepOutcome.Green, { } green) => [$"  green  {Step}: {green.Saw}"],
        (StepOutcome.Done, _) => [$"  done   {Step}"],
        _ => [$"  later  {Step}"],
    };

    public static StepFinding Of(LabCheck check, CheckResult result) => new(check.Step, result.IsGreen ? StepOutcome.Green : StepOutcome.Red, result);
}

/// <summary>How it stands with a step.</summary>
public enum StepOutcome
{
    /// <summary>Was green before, and stays done: the guide goes on to take away what an earlier step made.</summary>
    Done,

    Green,

    Red,

    /// <summary>Behind a red one: what a later step looks for may be there by chance.</summary>
    Later,
}
