using System.Globalization;
using Workshop.Cluster.Nodes.Metering;
using Workshop.Cluster.Nodes.Processes;
using Xunit.Abstractions;

namespace Workshop.Cluster.Tests.Nodes.Metering;

/// <summary>Both tables on real processes: what is written for macOS runs on Linux, too.</summary>
public sealed class ProcessTableTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly StateFolder _state = new();
    private readonly List<ILaunchedProcess> _processes = [];

    public void Dispose()
    {
        _processes.ForEach(process => process.Signal(ProcessSignal.Kill));
        Task.WhenAll(_processes.Select(process => process.Exited)).Wait(Limit);
        _processes.ForEach(process => process.Dispose());
        _state.Dispose();
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tree_is_the_program_with_all_that_it_started(bool ofLinux)
    {
        var table = Table(ofLinux);
        var tree = Start("sleep 60 & sleep 60 & wait");
        var other = Start("exec sleep 60");

        await Eventually.Is(() => Read(table, tree).Count == 3, "the shell and both children are found", Limit, CancellationToken.None);

        Assert.Contains(tree.Id, Read(table, tree).Select(process => process.Id));
        Assert.Equal([other.Id], table.Read([Tree(tree), Tree(other)])[1].Select(process => process.Id));
        Assert.All(Read(table, tree), process => Assert.InRange(process.Bytes, 4096, 64 * 1024 * 1024));
    }

    [SkippableFact]
    public async Task A_child_that_made_a_session_of_its_own_still_belongs_to_it()
    {
        var table = Table(ofLinux: true);
        var tree = Start("setsid sleep 60 & wait");

        await Eventually.Is(() => Read(table, tree).Count == 2, "the shell and its child are found", Limit, CancellationToken.None);
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Processor_time_grows_with_work_and_only_with_it(bool ofLinux)
    {
        var table = Table(ofLinux);
        var (busy, idle) = (Start("while :; do :; done"), Start("exec sleep 60"));

        await Eventually.Is(() => Read(table, busy).Sum(process => process.Cpu.TotalSeconds) > 0.3, "the busy one has used 0.3 s", Limit, CancellationToken.None);

        Assert.InRange(Read(table, idle).Sum(process => process.Cpu.TotalSeconds), 0, 0.2);
    }

    [SkippableFact]
    public async Task What_ended_children_used_stays_with_who_waited_for_them()
    {
        var table = Table(ofLinux: true);
        var tree = Start("sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done'; echo done; sleep 60");
        using var reader = new StreamReader(tree.Output);
        Assert.Equal("done", await reader.ReadLineAsync().WaitAsync(Limit));

        Assert.True(Read(table, tree).Max(process => process.EndedChildren) > TimeSpan.Zero);
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_not_there_has_no_processes(bool ofLinux) => Assert.Empty(Table(ofLinux).Read([new ProcessTree(int.MaxValue, null)])[0]);

    [SkippableFact]
    public void Where_the_system_lists_the_members_only_they_are_read()
    {
        var (one, other) = (Start("exec sleep 60"), Start("exec sleep 60"));

        Assert.Equal([other.Id], new SystemProcessTable().Read([new ProcessTree(one.Id, [other.Id])])[0].Select(process => process.Id));
    }

    [SkippableFact]
    public void Two_hundred_trees_are_read_in_one_go_for_less_than_a_hundredth_of_a_processor()
    {
        var table = Table(ofLinux: true);
        var trees = Enumerable.Range(0, 200).Select(_ => Tree(Start("exec sleep 60"))).ToList();
        Assert.All(table.Read(trees), tree => Assert.Single(tree));

        // The least of several: other programs of a busy machine only make it more.
        var least = Enumerable.Range(0, 5).Min(_ => Measure(() => table.Read(trees)));

        output.WriteLine($"One reading of 200 trees: {least.TotalMilliseconds:0.0} ms");
        Assert.True(least < TimeSpan.FromSeconds(15) / 100, $"One reading takes {least.TotalMilliseconds:0} ms.");
    }

    private static TimeSpan Measure(Action action)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        action();
        return TimeProvider.System.GetElapsedTime(startedAt);
    }

    private static IProcessTable Table(bool ofLinux)
    {
        Skip.If(OperatingSystem.IsWindows(), "Programs of a Unix system.");
        if (!ofLinux)
        {
            return new SystemProcessTable();
        }

        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux has /proc.");
        return OperatingSystem.IsLinux() ? new ProcTable() : throw new InvalidOperationException();
    }

    private static IReadOnlyList<ProcessUsage> Read(IProcessTable table, ILaunchedProcess process) => table.Read([Tree(process)])[0];

    private static ProcessTree Tree(ILaunchedProcess process) => new(process.Id, process.Members);

    private ILaunchedProcess Start(string script)
    {
        Skip.If(OperatingSystem.IsWindows(), "Programs of a Unix system.");
        var variables = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["N"] = _processes.Count.ToString(CultureInfo.InvariantCulture) };
        var process = ProcessLauncher.ForThisSystem().Start(new ProcessSpec("/bin/sh", ["sh", "-c", script], variables, _state.Path));
        _processes.Add(process);
        return process;
    }
}
