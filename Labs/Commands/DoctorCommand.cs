using System.CommandLine;
using Workshop.Labs.Doctor;

namespace Workshop.Labs.Commands;

/// <summary><c>doctor</c>: what the labs need of this machine, beyond what the script looked at before this program could run.</summary>
internal static class DoctorCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(6);

    public static Command Create(CommonOptions options)
    {
        var command = new Command("doctor", "Says within 10 seconds what this machine lacks, and how to get it.");
        command.SetAction(async (parsed, ct) =>
        {
            var context = options.Of(parsed);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            patience.CancelAfter(Limit);
            var findings = await Task.WhenAll(MachineChecks.All(context).Select(look => look(patience.Token)));
            context.Screen.Line("And for the labs:");
            foreach (var finding in findings)
            {
                context.Screen.Line($"  {finding.Word,-8} {finding.What}");
                if (finding.Remedy.Length > 0)
                {
                    context.Screen.Line($"           {finding.Remedy}");
                }
            }

            var missing = findings.Count(finding => finding.Word == Finding.Lacks);
            context.Screen.Line(missing == 0 ? "Nothing is missing. Next: ./workshop up" : $"{missing} missing: see above.");
            return missing == 0 ? ExitCodes.Green : ExitCodes.Red;
        });
        return command;
    }
}
