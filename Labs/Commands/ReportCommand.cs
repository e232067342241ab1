using System.CommandLine;
using Workshop.Labs.Reporting;
using Workshop.Labs.State;

namespace Workshop.Labs.Commands;

/// <summary><c>report</c>: a learner's progress as a page.</summary>
internal static class ReportCommand
{
    public static Command Create(CommonOptions options)
    {
        var output = new Option<string?>("--output", "-o") { Description = "Where the page is written. Default: labs/report.html in the state folder.", HelpName = "FILE" };
        var command = new Command("report", "Writes a page (HTML) of what you have done.") { output };
        command.SetAction(parsed =>
        {
            var context = options.Of(parsed);
            var file = parsed.GetValue(output) ?? Path.Combine(context.StateFolder, "labs", "report.html");
            var labs = context.Desk.Labs.Select(lab => (lab, context.Files.GuideOf(lab)));
            StateFiles.Write(Path.GetFullPath(file), ReportPage.Write(labs, context.Progress.Read(), context.Time.GetUtcNow()));
            context.Screen.Line($"Written: {file}");
            return ExitCodes.Green;
        });
        return command;
    }
}
