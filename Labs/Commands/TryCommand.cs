using System.CommandLine;
using System.Globalization;
using Workshop.Labs.Running;

namespace Workshop.Labs.Commands;

/// <summary><c>try N</c>: for those who write labs: everything that the tests demand of one, on any cluster.</summary>
internal static class TryCommand
{
    public static Command Create(CommonOptions options)
    {
        var number = CommonOptions.LabNumber();
        var shell = new Option<string>("--shell") { Description = "bash, or pwsh for the guide's PowerShell twins (without the broken twins).", DefaultValueFactory = _ => "bash" };
        shell.AcceptOnlyFromAmong("bash", "pwsh");
        var command = new Command("try", "For authors: runs a lab from beginning to end in namespaces of its own, and its broken twins.") { number, shell };
        command.Hidden = true;
        command.SetAction(async (parsed, ct) =>
        {
            var context = options.Of(parsed);
            var lab = context.LabOf(parsed.GetValue(number)!);
            var from = context.Time.GetTimestamp();
            try
            {
                await new LabTrial(context.Files, context.Access(), context.Time, context.Screen.Line) { Language = parsed.GetValue(shell) == "pwsh" ? ShellLanguage.PowerShell : ShellLanguage.Bash }.RunAsync(lab, ct);
            }
            catch (GuideRunException e)
            {
                context.Screen.Red(e.Message);
                return ExitCodes.Red;
            }

            context.Screen.Green(string.Create(CultureInfo.InvariantCulture, $"{lab.Folder} is as it promises, in {context.Time.GetElapsedTime(from).TotalSeconds:0.0} s."));
            return ExitCodes.Green;
        });
        return command;
    }
}
