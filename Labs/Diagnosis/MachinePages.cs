using System.Reflection;
using System.Runtime.InteropServices;
using Workshop.Labs.Access;

namespace Workshop.Labs.Diagnosis;

/// <summary>The machine: versions, and what the doctor finds.</summary>
internal static class MachinePages
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task<DiagnosisPage> VersionsAsync(string root, CancellationToken ct)
    {
        var own = typeof(MachinePages).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        string[] lines =
        [
            $"workshop: {own}",
            $"system: {RuntimeInformation.OSDescription} ({RuntimeInformation.RuntimeIdentifier}), {Environment.ProcessorCount} processors, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1_048_576} MB",
            $"runtime: {RuntimeInformation.FrameworkDescription}",
            $"dotnet: {await SaidAsync("dotnet", ["--list-sdks"], ct)}",
            $"kubectl: {await SaidAsync("kubectl", ["version", "--client"], ct)}",
            $"git: {await SaidAsync("git", ["-C", root, "log", "-1", "--format=%h %cs"], ct)}",
        ];
        return new DiagnosisPage("versions.txt", string.Join('\n', lines) + "\n");
    }

    /// <summary>The script's doctor, which asks this program's own at its end.</summary>
    public static async Task<DiagnosisPage> DoctorAsync(string root, CancellationToken ct) => new(
        "doctor.txt",
        OperatingSystem.IsWindows()
            ? await SaidAsync("powershell", ["-NoProfile", "-ExecutionPolicy", "Bypass", "-File", Path.Combine(root, ".ci", "doctor.ps1")], ct)
            : await SaidAsync("bash", [Path.Combine(root, "workshop"), "doctor"], ct));

    private static async Task<string> SaidAsync(string program, string[] arguments, CancellationToken ct)
    {
        if (ToolRun.Find(program) is not { } path)
        {
            return "not installed";
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Limit);
        try
        {
            var said = await ToolRun.RunAsync(path, arguments, null, patience.Token);
            return $"{said.Output}\n{said.Error}".Trim() + (said.ExitCode == 0 ? string.Empty : $"\n(exit code {said.ExitCode})");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return $"did not answer within {Limit.TotalSeconds:0} s";
        }
    }
}
