using System.Diagnostics;
using Workshop.Labs;
using Workshop.Labs.Access;
using Workshop.Labs.Desk;
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

    /// <summary>Each step in a shell of its own, as the page's button and <c>solve N --step ID</c> do.</summary>
    public static async Task Solve(string folder, RunningWorkshop workshop, ITestOutputHelper output)
    {
        using var state = new TemporaryFolder();
        using var patience = new CancellationTokenSource(Limit);
        var desk = new LabDesk(Files, new DeskPlace(state.Path, workshop.Endpoints.Kubeconfig), TimeProvider.System);
        var lab = desk.LabOf(folder);
        foreach (var check in lab.Checks)
        {
            Assert.True(await desk.SolveAsync(lab, check.Step, line => output.WriteLine(line.Text), patience.Token), $"step '{check.Step}' was not done");
        }

        await desk.ResetAsync(lab, await desk.ListOwnAsync(patience.Token), patience.Token);
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
