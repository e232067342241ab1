using System.CommandLine;
using Workshop.Labs.Quiz;

namespace Workshop.Labs.Commands;

/// <summary><c>quiz N</c>: questions whose answers stand in the learner's own cluster.</summary>
internal static class QuizCommand
{
    public static Command Create(CommonOptions options)
    {
        var number = CommonOptions.LabNumber();
        var question = new Option<string?>("--question") { Description = "Only this question.", HelpName = "ID" };
        var answer = new Option<string?>("--answer") { Description = "The answer to --question, without being asked for it.", HelpName = "TEXT" };
        var command = new Command("quiz", "Asks what you saw; the answers are looked up in your cluster.") { number, question, answer };
        command.SetAction(async (parsed, ct) =>
        {
            var context = options.Of(parsed);
            var lab = context.LabOf(parsed.GetValue(number)!);
            var asked = parsed.GetValue(question) is { } id ? [context.Desk.QuestionOf(lab, id)] : context.Desk.QuestionsOf(lab);
            var (right, later) = (0, 0);
            foreach (var one in asked)
            {
                // Who could only guess is not asked.
                if (one.Answer is { } lookup && string.IsNullOrEmpty(await context.Desk.LookUpAsync(one, ct)))
                {
                    context.Screen.Line();
                    context.Screen.Bold(one.Question);
                    context.Screen.Red(QuizJudge.NothingThere(lookup));
                    later++;
                    continue;
                }

                Ask(context.Screen, one);
                // Ctrl+D: who has had enough is not asked the rest.
                if ((parsed.GetValue(answer) ?? Console.In.ReadLine()) is not { } said)
                {
                    break;
                }

                right += await JudgeAsync(context, lab, one, said, ct) ? 1 : 0;
            }

            context.Screen.Line($"{right} of {asked.Count} right{(later > 0 ? $", {later} cannot be answered yet" : "")}.");
            return right == asked.Count ? ExitCodes.Green : ExitCodes.Red;
        });
        return command;
    }

    private static void Ask(Screen screen, QuizQuestion question)
    {
        screen.Line();
        screen.Bold(question.Question);
        foreach (var (choice, index) in (question.Choices ?? []).Select((choice, index) => (choice, index)))
        {
            screen.Line($"  {index + 1}  {choice.Text}");
        }
    }

    private static async Task<bool> JudgeAsync(LabContext context, Lab lab, QuizQuestion question, string said, CancellationToken ct)
    {
        var verdict = await context.Desk.AnswerAsync(lab, question.Id, said, ct);
        (verdict.IsRight ? (Action<string>)context.Screen.Green : context.Screen.Red)(verdict.Words);
        return verdict.IsRight;
    }
}
