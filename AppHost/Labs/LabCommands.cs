using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workshop.Labs;
using Workshop.Labs.Desk;

namespace Workshop.AppHost.Labs;

/// <summary>What can be done with a lab's row: the verbs of <c>./workshop</c>, on the same progress and the same cluster. <see cref="LabQuiz"/> joins when its questions are read.</summary>
internal static partial class LabCommands
{
    private const string Step = "step";
    private const string NextStep = "next";
    private const string AllSteps = "all";

    public static IResourceBuilder<LabResource> WithLabCommands(this IResourceBuilder<LabResource> row)
    {
        var lab = row.Resource.Lab;
        return row
            .WithCommand("check", "Check", context => AnswerAsync(context, desk => CheckAsync(desk, lab, context)), new CommandOptions
            {
                Description = "Looks at your cluster: green, or what it saw, what it expected and where to look.",
                IconName = "CheckmarkCircle",
                IsHighlighted = true,
            })
            .WithCommand("hint", "Hint", context => AnswerAsync(context, desk => Task.FromResult(Hint(desk, lab))), new CommandOptions
            {
                Description = "The next hint of your step: three a step, from a nudge to nearly the command.",
                IconName = "Lightbulb",
                IsHighlighted = true,
            })
            .WithCommand("solve", "Solve", context => AnswerAsync(context, desk => SolveAsync(desk, lab, context)), new CommandOptions
            {
                Description = "Types the commands of a step for you; the row's log shows them.",
                IconName = "Wand",
                Arguments =
                [
                    new InteractionInput
                    {
                        Name = Step,
                        Label = "Step",
                        Description = "Your step, all that is left, or one by its name.",
                        InputType = InputType.Choice,
                        Value = NextStep,
                        Options = [new(NextStep, "Your step"), new(AllSteps, "All that is left"), .. lab.Checks.Select(check => KeyValuePair.Create(check.Step, check.Step))],
                    },
                ],
            })
            .WithCommand("reset", "Reset", context => AnswerAsync(context, desk => ResetAsync(desk, lab, context.CancellationToken)), new CommandOptions
            {
                Description = "Deletes everything in your namespace, and what you have done of this lab: to begin it anew.",
                IconName = "ArrowReset",
                ConfirmationMessage = $"Delete everything in namespace '{EmbeddedClusterResource.DefaultNamespace}', and what you have done of lab {lab.Number}?",
            });
    }

    /// <summary>What a learner can mend is an answer; anything else is Aspire's to tell.</summary>
    internal static async Task<ExecuteCommandResult> AnswerAsync(ExecuteCommandContext context, Func<LabDesk, Task<ExecuteCommandResult>> command)
    {
        try
        {
            return await command(context.Services.GetRequiredService<LabDesk>());
        }
        catch (LabException e)
        {
            return CommandResults.Failure(e.Message);
        }
    }

    private static async Task<ExecuteCommandResult> CheckAsync(LabDesk desk, Lab lab, ExecuteCommandContext context)
    {
        var findings = await desk.CheckAsync(lab, null, context.CancellationToken).ToListAsync(context.CancellationToken);
        var lines = findings.SelectMany(finding => finding.Lines).ToList();
        lines.ForEach(line => LogLine(context.Logger, line));
        var text = string.Join('\n', lines);
        var red = findings.FirstOrDefault(finding => finding.Outcome == StepOutcome.Red);
        return red is { Result: { } result }
            ? Failure($"Step '{red.Step}' is {result}", text)
            : CommandResults.Success($"Lab {lab.Number} is done. Its quiz asks what you saw.", text, CommandResultFormat.Text, displayImmediately: true);
    }

    private static ExecuteCommandResult Hint(LabDesk desk, Lab lab)
    {
        if (desk.Hint(lab, null, null) is not { } hint)
        {
            return CommandResults.Success($"Lab {lab.Number} is done; there is nothing to hint at.");
        }

        // Aspire's command line shows the text alone.
        var which = $"Step '{hint.Step}', hint {hint.Number} of {hint.Count}{(hint.IsLast ? "; 'solve' types it for you" : string.Empty)}";
        return CommandResults.Success($"{which}.", $"{which}: {hint.Text}", CommandResultFormat.Markdown, displayImmediately: true);
    }

    private static async Task<ExecuteCommandResult> SolveAsync(LabDesk desk, Lab lab, ExecuteCommandContext context)
    {
        var chosen = context.Arguments.TryGetByName(Step, out var input) && input.Value is { Length: > 0 } value ? value : NextStep;
        var step = chosen == NextStep ? desk.StandingOf(lab).NextStep : chosen == AllSteps ? null : chosen;
        if (chosen == NextStep && step is null)
        {
            return CommandResults.Success($"Lab {lab.Number} is done; there is nothing to solve.");
        }

        List<string> lines = [];
        var solved = await desk.SolveAsync(lab, step, Say, context.CancellationToken);
        var (what, text) = (step is null ? $"Lab {lab.Number}" : $"Step '{step}'", string.Join('\n', lines));
        return solved
            ? CommandResults.Success($"{what} is green.", text, CommandResultFormat.Text, displayImmediately: true)
            : Failure($"{what} is not green: {lines[^1].Trim()}", text);

        void Say(DeskLine line)
        {
            lines.Add(line.Text);
            LogLine(context.Logger, line.Text);
        }
    }

    private static async Task<ExecuteCommandResult> ResetAsync(LabDesk desk, Lab lab, CancellationToken ct)
    {
        var names = await desk.ListOwnAsync(ct);
        await desk.ResetAsync(lab, names, ct);
        return CommandResults.Success($"Lab {lab.Number} can begin anew.{(names.Count == 0 ? string.Empty : $" Deleted: {string.Join(", ", names)}.")}");
    }

    private static ExecuteCommandResult Failure(string message, string text) =>
        CommandResults.Failure(message, new CommandResultData { Value = text, Format = CommandResultFormat.Text, DisplayImmediately = true });

    [LoggerMessage(EventId = 5003, Level = LogLevel.Information, Message = "{Line}")]
    private static partial void LogLine(ILogger logger, string line);
}
