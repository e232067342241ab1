using System.CommandLine;

namespace Workshop.Labs.Commands;

/// <summary><c>break N</c> and <c>reset N</c>: the exercise at a lab's end, and a clean table.</summary>
internal static class BreakCommands
{
    public static Command Break(CommonOptions options)
    {
        var number = CommonOptions.LabNumber();
        var command = new Command("break", "Breaks something, as the exercise at the end of a lab wants it. You mend it; 'check' says when it is mended.") { number };
        command.SetAction(async (parsed, ct) =>
        {
            var context = options.Of(parsed);
            var lab = context.LabOf(parsed.GetValue(number)!);
            var exercise = context.Files.GuideOf(lab).Exercise ?? throw new LabException($"Lab {lab.Number} has no exercise.");
            GuidePrinter.Print(exercise, context.Screen);
            return await CourseCommands.RunAsync(context, lab, [exercise], ct);
        });
        return command;
    }

    public static Command Reset(CommonOptions options)
    {
        var number = CommonOptions.LabNumber();
        var yes = new Option<bool>("--yes", "-y") { Description = "Asks nothing." };
        var command = new Command("reset", "Deletes everything in your namespace, and what you have done of that lab: to begin it anew.") { number, yes };
        command.SetAction(async (parsed, ct) =>
        {
            var context = options.Of(parsed);
            var lab = context.LabOf(parsed.GetValue(number)!);
            return await ResetAsync(context, lab, parsed.GetValue(yes), ct);
        });
        return command;
    }

    private static async Task<int> ResetAsync(LabContext context, Lab lab, bool asksNothing, CancellationToken ct)
    {
        var names = await context.Desk.ListOwnAsync(ct);
        if (names.Count > 0)
        {
            var access = context.Access();
            context.Screen.Line($"In namespace '{access.Namespace}' of context '{access.Context}', this goes:");
            foreach (var name in names)
            {
                context.Screen.Line($"  {name}");
            }

            if (!asksNothing && !Agrees())
            {
                context.Screen.Line("Nothing was deleted.");
                return ExitCodes.Red;
            }
        }

        await context.Desk.ResetAsync(lab, names, ct);
        context.Screen.Line($"Lab {lab.Number} can begin anew.");
        return ExitCodes.Green;
    }

    private static bool Agrees()
    {
        Console.Write("Delete it? [y/N] ");
        return Console.In.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }
}
