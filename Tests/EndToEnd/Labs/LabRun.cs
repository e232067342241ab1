using System.Diagnostics;
using Workshop.Labs;
using Workshop.Labs.Access;
using Workshop.Labs.Running;
using Xunit.Abstractions;

namespace Workshop.EndToEnd.Labs;

/// <summary>One lab from beginning to end, on a cluster that was empty.</summary>
internal static class LabRun
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly LabFiles Files = new(Repository.Root);

    public static TheoryData<string> All => [.. Course.Labs.Where(Files.Has).Select(lab => lab.Folder)];

    public static async Task Do(string folder, ShellLanguage language, RunningWorkshop workshop, ITestOutputHelper output)
    {
        var access = new ClusterAccess(workshop.Endpoints.Kubeconfig, "labs", "default", workshop.StateFolder);
        using var patience = new CancellationTokenSource(Limit);
        var watch = Stopwatch.StartNew();

        await new LabTrial(Files, access, TimeProvider.System, line => output.WriteLine($"{watch.Elapsed.TotalSeconds,6:0.0} s  {line}")) { Language = language }
            .RunAsync(Course.Labs.Single(lab => lab.Folder == folder), patience.Token);
    }

    /// <summary>PowerShell is found as a learner's is: along the PATH.</summary>
    public static async Task HasPowerShell()
    {
        await PowerShellTool.Path();
        var path = Environment.GetEnvironmentVariable("PATH") ?? string.Empty;
        if (!path.StartsWith(PowerShellTool.Folder, StringComparison.Ordinal))
        {
            Environment.SetEnvironmentVariable("PATH", PowerShellTool.Folder + Path.PathSeparator + path);
        }
    }
}
