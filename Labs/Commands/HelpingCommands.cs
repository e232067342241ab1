using System.CommandLine;

namespace Workshop.Labs.Commands;

/// <summary><c>hint</c> and <c>solve</c>: help in small doses, and all of it.</summary>
internal static class HelpingCommands
{
    public static Command Hint(CommonOptions options)
    {
        var number = CommonOptions.LabNumber();
        var step = Step("The step; default: the first that is not green yet.");
        var command = new Command("hint", "Gives the next hint of your step: three a step, from a nudge to nearly the command.") { number, step };
        command.SetAction(parsed =>
        {
            var context = options.Of(parsed);
            var lab = context.LabOf(parsed.GetValue(number)!);
            if (context.Desk.Hint(lab, parsed.GetValue(step), level: null) is not { } hint)
            {
                context.Screen.Line($"Lab {lab.Number} is done; there is nothing to hint at.");
                return ExitCodes.Green;
            }

            context.Screen.Line($"Step '{hint.Step}', hint {hint.Number} of {hint.Count}:");
            context.Screen.Line(hint.Text);
            context.Screen.Line(hint.IsLast ? $"That was the last. ./workshop solve {lab.Number} --step {hint.Step} does it for you." : $"Another one: ./workshop hint {lab.Number}");
            return ExitCodes.Green;
        });
        return command;
    }

    public static Command Solve(CommonOptions options)
    {
        var number = CommonOptions.LabNumber();
        var step = Step("Only this step; default: every step that is not green yet.");
        var command = new Command("solve", "Types the commands of a step (or of what is left of the lab) for you, and shows them.") { number, step };
        command.SetAction(async (parsed, ct) =>
        {
            var context = options.Of(parsed);
            var lab = context.LabOf(parsed.GetValue(number)!);
            return await context.Desk.SolveAsync(lab, parsed.GetValue(step), context.Screen.Show, ct) ? ExitCodes.Green : ExitCodes.Red;
        });
        return command;
    }

    private static Option<string?> Step(string description) => new("--step") { Description = description, HelpName = "ID" };
}
