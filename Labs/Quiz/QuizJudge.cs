using System.Globalization;

namespace Workshop.Labs.Quiz;

/// <summary>Says whether an answer is right, and why.</summary>
public static class QuizJudge
{
    /// <param name="said">A number of a choice, its text, or what stands in the cluster.</param>
    /// <param name="inCluster">What stands there; null where nothing does. A choice needs none.</param>
    public static QuizVerdict Judge(QuizQuestion question, string said, string? inCluster) => question switch
    {
        { Choices: { Count: > 0 } choices } => JudgeChoice(choices, said.Trim()),
        { Answer: null } => throw new LabException($"The question '{question.Id}' has neither an answer nor choices."),
        { Answer: { } lookup } => inCluster switch
        {
            null or "" => new QuizVerdict(false, NothingThere(lookup)),
            var right when QuizAnswers.IsRight(said, right) => new QuizVerdict(true, $"Right. {question.Why}".TrimEnd()),
            // Where it can be looked up is told; the answer is not.
            _ => new QuizVerdict(false, $"No. Look again: kubectl get {lookup.Kind} {Which(lookup)} -o yaml"),
        },
    };

    /// <summary>What is said of a question that cannot be answered yet.</summary>
    public static string NothingThere(QuizLookup lookup) => $"Your cluster has no answer now: kubectl get {lookup.Kind} {Which(lookup)} finds nothing. Do the step first.";

    private static string Which(QuizLookup lookup) => lookup.Name ?? $"-l {lookup.Selector}";

    private static QuizVerdict JudgeChoice(IReadOnlyList<QuizChoice> choices, string said)
    {
        var chosen = int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= choices.Count
            ? choices[number - 1]
            : choices.FirstOrDefault(choice => string.Equals(choice.Text, said, StringComparison.OrdinalIgnoreCase));
        return chosen is null
            ? new QuizVerdict(false, $"Answer with a number from 1 to {choices.Count}.")
            : new QuizVerdict(chosen.Right, $"{(chosen.Right ? "Right." : "No.")} {chosen.Why}");
    }
}

/// <summary>Right or wrong, and what is said to it.</summary>
public sealed record QuizVerdict(bool IsRight, string Words);
