using System.Globalization;
using Workshop.Labs.Access;

namespace Workshop.Labs.Quiz;

/// <summary>Says whether an answer is right, and why.</summary>
public static class QuizJudge
{
    /// <param name="said">A number of a choice, its text, or what stands in the cluster.</param>
    public static async Task<QuizVerdict> JudgeAsync(QuizQuestion question, string said, Func<ClusterAccess> access, CancellationToken ct)
    {
        if (question.Choices is { Count: > 0 } choices)
        {
            return JudgeChoice(choices, said.Trim());
        }

        var lookup = question.Answer ?? throw new LabException($"The question '{question.Id}' has neither an answer nor choices.");
        return await QuizAnswers.LookUpAsync(lookup, access(), ct) switch
        {
            null or "" => new QuizVerdict(false, $"Your cluster has no answer now: kubectl get {lookup.Kind} {lookup.Name ?? $"-l {lookup.Selector}"} finds nothing. Do the step first."),
            var right when QuizAnswers.IsRight(said, right) => new QuizVerdict(true, $"Right. {question.Why}".TrimEnd()),
            // Where it can be looked up is told; the answer is not.
            _ => new QuizVerdict(false, $"No. Look again: kubectl get {lookup.Kind} {lookup.Name ?? $"-l {lookup.Selector}"} -o yaml"),
        };
    }

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
