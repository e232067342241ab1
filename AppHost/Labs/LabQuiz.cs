using System.Collections.Concurrent;
using Workshop.Labs;
using Workshop.Labs.Desk;
using Workshop.Labs.Quiz;

namespace Workshop.AppHost.Labs;

/// <summary>A lab's quiz by Aspire's own prompt: a field for each question, in the dashboard a dialog that stays until what was said is right.</summary>
internal static class LabQuiz
{
    /// <summary>Adds the command to a row. A lab without questions has none.</summary>
    public static void Attach(LabResource row, LabDesk desk)
    {
        if (desk.QuestionsOf(row.Lab) is not { Count: > 0 } questions)
        {
            return;
        }

        // What was judged right is told, and not looked up once more.
        var judged = new ConcurrentDictionary<(string Question, string Said), QuizVerdict>();
        row.Annotations.Add(new ResourceCommandAnnotation(
            "quiz",
            "Quiz",
            _ => ResourceCommandState.Enabled,
            context => LabCommands.AnswerAsync(context, _ => TellAsync(desk, row.Lab, questions, judged, context)),
            "Asks what you saw; the answers are looked up in your cluster. Leave out what you do not know yet.",
            [.. questions.Select(Field)],
            confirmationMessage: null,
            iconName: "QuestionCircle",
            IconVariant.Regular,
            isHighlighted: false,
            validateArguments: context => JudgeAsync(desk, row.Lab, questions, judged, context)));
    }

    private static InteractionInput Field(QuizQuestion question) => new()
    {
        Name = question.Id,
        Label = question.Question,
        InputType = question.Choices is { Count: > 0 } ? InputType.Choice : InputType.Text,
        // Without these words Aspire's dashboard would answer with the first choice.
        Placeholder = question.Choices is { Count: > 0 } ? "Choose" : null,
        Options = question.Choices?.Select(choice => KeyValuePair.Create(choice.Text, choice.Text)).ToList(),
    };

    // What is wrong is told beside its field, before the command runs.
    private static async Task JudgeAsync(LabDesk desk, Lab lab, IReadOnlyList<QuizQuestion> questions, ConcurrentDictionary<(string, string), QuizVerdict> judged, InputsDialogValidationContext context)
    {
        foreach (var (question, said, input) in Answered(questions, context.Inputs))
        {
            try
            {
                var verdict = await desk.AnswerAsync(lab, question.Id, said, context.CancellationToken);
                if (verdict.IsRight)
                {
                    judged[(question.Id, said)] = verdict;
                }
                else
                {
                    context.AddValidationError(input, verdict.Words);
                }
            }
            catch (LabException e)
            {
                context.AddValidationError(input, e.Message);
            }
        }
    }

    private static async Task<ExecuteCommandResult> TellAsync(LabDesk desk, Lab lab, IReadOnlyList<QuizQuestion> questions, ConcurrentDictionary<(string, string), QuizVerdict> judged, ExecuteCommandContext context)
    {
        List<string> lines = [];
        foreach (var (question, said, _) in Answered(questions, context.Arguments))
        {
            var verdict = judged.TryRemove((question.Id, said), out var known) ? known : await desk.AnswerAsync(lab, question.Id, said, context.CancellationToken);
            lines.Add($"- **{question.Question}** {verdict.Words}");
        }

        return lines.Count == 0
            ? CommandResults.Failure("No question was answered.")
            : CommandResults.Success($"{lines.Count} of {questions.Count} right.", string.Join('\n', lines), CommandResultFormat.Markdown, displayImmediately: true);
    }

    private static IEnumerable<(QuizQuestion Question, string Said, InteractionInput Input)> Answered(IReadOnlyList<QuizQuestion> questions, InteractionInputCollection inputs) =>
        from question in questions
        let input = inputs.TryGetByName(question.Id, out var found) ? found : null
        where !string.IsNullOrWhiteSpace(input?.Value)
        select (question, input.Value, input);
}
