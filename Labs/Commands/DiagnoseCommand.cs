using System.CommandLine;
using System.Globalization;
using Workshop.Labs.Diagnosis;

namespace Workshop.Labs.Commands;

/// <summary><c>diagnose</c>: what somebody who helps wants to see, as one file without secrets.</summary>
internal static class DiagnoseCommand
{
    public static Command Create(CommonOptions options)
    {
        var output = new Option<string?>("--output", "-o") { Description = "The archive (zip). Default: workshop-diagnosis-TIME.zip where you stand.", HelpName = "FILE" };
        var command = new Command("diagnose", "Gathers versions, the doctor's findings, logs, events, objects and state into one archive, without secrets. A cluster need not run.") { output };
        command.SetAction(async (parsed, ct) =>
        {
            var context = options.Of(parsed);
            var now = context.Time.GetUtcNow();
            var target = Path.GetFullPath(parsed.GetValue(output) ?? string.Create(CultureInfo.InvariantCulture, $"workshop-diagnosis-{now:yyyyMMdd-HHmmss}.zip"));
            DiagnosisArchive.Refuse(target);
            var root = context.Files.Root;
            var (pages, redactor) = await DiagnosisRun.GatherAsync(
                context, [stop => MachinePages.VersionsAsync(root, stop), stop => MachinePages.DoctorAsync(root, stop)], Environment.GetEnvironmentVariables(), ct);
            DiagnosisArchive.Write(target, pages, redactor, now);
            context.Screen.Line($"Written: {target}");
            context.Screen.Line($"{pages.Count} pages, without secrets as far as they are known. README.txt in it says what is there; look through it before you give it away.");
            return ExitCodes.Green;
        });
        return command;
    }
}
