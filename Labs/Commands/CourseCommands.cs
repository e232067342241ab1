using System.CommandLine;
using Workshop.Labs.Guides;

namespace Workshop.Labs.Commands;

/// <summary><c>labs</c> and <c>lab N</c>: what there is, and the guide.</summary>
internal static class CourseCommands
{
    public static Command Labs(CommonOptions options)
    {
        var command = new Command("labs", "Lists the labs, and how far you are in each.");
        command.SetAction(parsed =>
        {
            var context = options.Of(parsed);
            foreach (var standing in context.Desk.Standings())
            {
                context.Screen.Line($"  {standing.Lab.Number,2}  {standing.Title,-34}  {standing.State}");
            }

            context.Screen.Line();
            context.Screen.Line("./workshop lab N shows where you are in one; ./workshop check N looks at your cluster.");
            return ExitCodes.Green;
        });
        return command;
    }

    public static Command Lab(CommonOptions options)
    {
        var number = CommonOptions.LabNumber();
        var all = new Option<bool>("--all") { Description = "The whole guide in place of your step." };
        var step = new Option<string?>("--step") { Description = "That step in place of yours.", HelpName = "ID" };
        var run = new Option<bool>("--run") { Description = "Types the commands for you, and shows what they print." };
        var command = new Command("lab", "Shows a lab's guide: the step where you are.") { number, all, step, run };
        command.SetAction(async (parsed, ct) =>
        {
            var context = options.Of(parsed);
            var lab = context.LabOf(parsed.GetValue(number)!);
            context.Progress.Change(progress => progress.With(lab, one => one.Begun(context.Time.GetUtcNow())));
            var sections = Chosen(context, lab, parsed.GetValue(all), parsed.GetValue(step));
            return parsed.GetValue(run) ? await RunAsync(context, lab, sections, ct) : Show(context, lab, sections);
        });
        return command;
    }

    /// <summary>Types the blocks of some sections into one shell, for all to see.</summary>
    internal static async Task<int> RunAsync(LabContext context, Lab lab, IEnumerable<GuideSection> sections, CancellationToken ct) =>
        await context.Desk.TypeAsync(lab, sections, context.Screen.Show, ct) ? ExitCodes.Green : ExitCodes.Red;

    private static int Show(LabContext context, Lab lab, List<GuideSection> sections)
    {
        var guide = context.Files.GuideOf(lab);
        var progress = context.Progress.Read().Of(lab);
        context.Screen.Bold($"{guide.Title}: {progress.StateOf(lab)}");
        foreach (var section in sections)
        {
            context.Screen.Line();
            GuidePrinter.Print(section, context.Screen);
        }

        context.Screen.Line();
        context.Screen.Line($"Next: type this into a shell of yours, then ./workshop check {lab.Number}");
        context.Screen.Line($"Your shell needs: export KUBECONFIG={Path.Combine(context.StateFolder, "kubeconfig")}");
        return ExitCodes.Green;
    }

    private static List<GuideSection> Chosen(LabContext context, Lab lab, bool all, string? step)
    {
        var guide = context.Files.GuideOf(lab);
        if (all)
        {
            return [.. guide.Sections];
        }

        if (step is not null)
        {
            return [guide.Sections.FirstOrDefault(section => section.Check == step)
                ?? throw new LabException($"Lab {lab.Number} has no step '{step}'. It has: {string.Join(", ", guide.Sections.Select(section => section.Check).OfType<string>())}.")];
        }

        var progress = context.Progress.Read().Of(lab);
        var next = guide.Sections.FirstOrDefault(section => section.Check is { } check && !progress.Green.ContainsKey(check));
        // At the beginning with what stands before the first step: why one would want it.
        return progress.Green.Count == 0 ? [.. guide.Sections.TakeWhile(section => section != next), .. Present(next)] : next is null ? [.. guide.Sections.SkipWhile(section => section.Check is not null || section.IsStep)] : [next];
    }

    private static IEnumerable<GuideSection> Present(GuideSection? section) => section is null ? [] : [section];
}
