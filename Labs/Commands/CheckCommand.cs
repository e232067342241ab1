using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using Workshop.Labs.Checks;
using Workshop.Labs.Desk;

namespace Workshop.Labs.Commands;

/// <summary><c>check N[.STEP]</c>: looks at the cluster and says what it sees.</summary>
internal static class CheckCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static Command Create(CommonOptions options)
    {
        var what = new Argument<string>("N[.STEP]") { Description = "The lab, or one of its steps: 9 or 9.both-versions." };
        what.CompletionSources.Add(Completions);
        var watch = new Option<bool>("--watch", "-w") { Description = "Looks once a second until all is green." };
        var command = new Command("check", "Looks at your cluster: green, or what it saw, what it expected and where to look. Exit code 0 green, 1 red.") { what, watch };
        command.SetAction(async (parsed, ct) =>
        {
            var context = options.Of(parsed);
            var parts = parsed.GetValue(what)!.Split('.', 2);
            var lab = context.LabOf(parts[0]);
            var step = parts.Length == 1 ? null : parts[1];
            return parsed.GetValue(watch) ? await WatchAsync(context, lab, step, ct) : await LookAsync(context, lab, step, ct);
        });
        return command;
    }

    /// <summary>Labs; behind a point the steps of the lab.</summary>
    private static IEnumerable<CompletionItem> Completions(CompletionContext typed) => Course.Labs.SelectMany(lab => typed.WordToComplete.StartsWith($"{lab.Number}.", StringComparison.Ordinal)
        ? lab.Checks.Select(check => new CompletionItem($"{lab.Number}.{check.Step}"))
        : [new CompletionItem(lab.Number.ToString(CultureInfo.InvariantCulture), detail: lab.Name)]);

    private static async Task<int> LookAsync(LabContext context, Lab lab, string? step, CancellationToken ct)
    {
        var red = false;
        await foreach (var finding in context.Desk.CheckAsync(lab, step, ct))
        {
            red |= finding.Outcome == StepOutcome.Red;
            Show(context.Screen, finding);
        }

        context.Screen.Line(red ? $"Stuck? ./workshop hint {lab.Number}" : step is not null ? "Go on with the next step: ./workshop lab " + lab.Number : $"Lab {lab.Number} is done. ./workshop quiz {lab.Number} asks what you saw.");
        return red ? ExitCodes.Red : ExitCodes.Green;
    }

    private static async Task<int> WatchAsync(LabContext context, Lab lab, string? step, CancellationToken ct)
    {
        using var cluster = context.Access().Connect(context.Time);
        var done = context.Progress.Read().Of(lab);
        IEnumerable<LabCheck> checks = step is null ? lab.Checks.Where(check => !done.Green.ContainsKey(check.Step)) : [LabDesk.CheckOf(lab, step)];
        foreach (var check in checks)
        {
            var before = string.Empty;
            CheckResult result;
            while (!(result = await context.Desk.LookAsync(lab, check, cluster, ct)).IsGreen)
            {
                if (result.ToString() != before)
                {
                    Show(context.Screen, StepFinding.Of(check, result));
                    before = result.ToString();
                }

                await Task.Delay(Pause, context.Time, ct);
            }

            Show(context.Screen, StepFinding.Of(check, result));
        }

        return ExitCodes.Green;
    }

    private static void Show(Screen screen, StepFinding finding)
    {
        Action<string> first = finding.Outcome switch
        {
            StepOutcome.Green => screen.Green,
            StepOutcome.Red => screen.Red,
            _ => screen.Line,
        };
        first(finding.Lines[0]);
        foreach (var line in finding.Lines.Skip(1))
        {
            screen.Line(line);
        }
    }
}
