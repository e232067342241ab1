using System.IO.Pipes;
using Microsoft.Extensions.Logging.Abstractions;
using Workshop.Cluster.Images;
using Workshop.Cluster.Nodes.Processes;

namespace Workshop.Cluster.Tests.Nodes;

public sealed class ProcessTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly StateFolder _state = new();
    private readonly IProcessLauncher _launcher = ProcessLauncher.ForThisSystem();
    private readonly List<ILaunchedProcess> _processes = [];

    public void Dispose()
    {
        _processes.ForEach(process => process.Signal(ProcessSignal.Kill));
        Task.WhenAll(_processes.Select(process => process.Exited)).Wait(Limit);
        _processes.ForEach(process => process.Dispose());
        _state.Dispose();
    }

    [SkippableTheory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("kill -9 $$", 137)]
    [InlineData("kill -TERM $$", 143)]
    public async Task The_exit_code_is_what_a_shell_would_say(string script, int expected)
    {
        var process = Start(script);

        Assert.Equal(expected, await process.Exited.WaitAsync(Limit));
    }

    [SkippableFact]
    public async Task Output_is_complete_when_the_process_has_ended()
    {
        var process = Start("i=0; while [ $i -lt 2000 ]; do echo line-$i; i=$((i+1)); done; echo oops >&2");

        var output = await new StreamReader(process.Output).ReadToEndAsync();
        var error = await new StreamReader(process.Error).ReadToEndAsync();

        Assert.Equal(2000, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal("oops\n", error);
    }

    [SkippableFact]
    public async Task Only_the_given_environment_folder_and_streams_are_passed_on()
    {
        using var mine = File.OpenRead(typeof(ProcessTests).Assembly.Location);
        using var inheritable = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable);
        var process = Start("env | grep -v -e '^_=' -e '^PWD=' -e '^SHLVL=' -e '^OLDPWD=' | sort; pwd; cat; exec ls /proc/self/fd");

        var lines = (await new StreamReader(process.Output).ReadToEndAsync()).Split('\n');

        Assert.Equal("COLOUR=blue", lines[0]);
        Assert.StartsWith("PATH=", lines[1], StringComparison.Ordinal);
        Assert.Equal(_state.Path, lines[2]);

        // The last is the folder that ls itself reads.
        Assert.Equal(["0", "1", "2", "3", ""], lines[3..]);
    }

    [SkippableFact]
    public async Task A_broken_pipe_ends_a_program_as_usual()
    {
        var process = Start("yes | head -1 >/dev/null; kill -l 13 >/dev/null; sh -c 'trap - PIPE; yes' | head -1");

        Assert.Equal("y\n", await new StreamReader(process.Output).ReadToEndAsync());
        Assert.Equal(0, await process.Exited.WaitAsync(Limit));
    }

    [SkippableFact]
    public async Task What_a_program_leaves_running_ends_with_it()
    {
        var process = Start("sleep 300 & echo $!; exit 0");
        var child = int.Parse(await new StreamReader(process.Output).ReadToEndAsync());

        await process.Exited.WaitAsync(Limit);

        await Eventually.Is(() => ProcessIdentity.Read(child) is null, "the child has ended", Limit, CancellationToken.None);
    }

    [SkippableFact]
    public async Task Terminate_goes_to_the_program_alone()
    {
        var process = Start("trap 'echo parent' TERM; sh -c 'trap \"echo child\" TERM; echo ready; sleep 1; echo end' & wait; wait");
        var reader = new StreamReader(process.Output);
        Assert.Equal("ready", await reader.ReadLineAsync());

        process.Signal(ProcessSignal.Terminate);

        Assert.Equal(0, await process.Exited.WaitAsync(Limit));
        Assert.Equal("parent\nend\n", await reader.ReadToEndAsync());
    }

    [SkippableFact]
    public async Task Kill_reaches_the_whole_group()
    {
        var process = Start("sleep 300 & sleep 300 & echo $! ; wait");
        var child = int.Parse((await new StreamReader(process.Output).ReadLineAsync())!);

        process.Signal(ProcessSignal.Kill);

        Assert.Equal(137, await process.Exited.WaitAsync(Limit));
        await Eventually.Is(() => ProcessIdentity.Read(child) is null, "the child has ended", Limit, CancellationToken.None);
    }

    [SkippableFact]
    public void A_program_that_is_not_there_is_refused_by_name()
    {
        var error = Assert.Throws<ProcessStartException>(() => Start(new ProcessSpec("/no/such/program", ["/no/such/program"], new Dictionary<string, string>(), _state.Path)));

        Assert.Equal("exec: \"/no/such/program\": stat /no/such/program: no such file or directory", error.Message);
    }

    [SkippableFact]
    public void A_folder_that_is_not_there_is_refused_by_name()
    {
        var error = Assert.Throws<ProcessStartException>(() => Start(new ProcessSpec(Shell, ["sh"], new Dictionary<string, string>(), "/no/such/folder")));

        Assert.Equal("chdir to cwd (\"/no/such/folder\") set in config failed: no such file or directory", error.Message);
    }

    [SkippableFact]
    public async Task The_next_start_ends_what_a_killed_one_left_and_nothing_else()
    {
        var ledger = new ProcessLedger(_state.Options, TimeProvider.System, NullLogger<ProcessLedger>.Instance);
        var left = Start("sleep 300 & sleep 300", (ProcessLedger.MarkerVariable, ledger.MarkerOf("abc")));
        var unrelated = Start("sleep 300");
        ledger.Record("abc", left.Id, "default/hello, container main");

        await new ProcessLedger(_state.Options, TimeProvider.System, NullLogger<ProcessLedger>.Instance).EndLeftoversAsync(CancellationToken.None);

        Assert.Equal(137, await left.Exited.WaitAsync(Limit));
        Assert.False(unrelated.Exited.IsCompleted);
        Assert.Empty(Directory.GetFiles(_state.In("processes")));
    }

    [SkippableFact]
    public async Task A_process_without_a_record_is_found_by_its_marker()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux shows the environment of other processes.");
        var ledger = new ProcessLedger(_state.Options, TimeProvider.System, NullLogger<ProcessLedger>.Instance);
        var left = Start("sleep 300", (ProcessLedger.MarkerVariable, ledger.MarkerOf("abc")));

        // A process that has only just become its program shows no environment yet.
        await Eventually.Is(() => MarkedProcesses.Find(ProcessLedger.MarkerVariable, ledger.MarkerOf("abc")).Count > 0, "the process shows its marker", Limit, CancellationToken.None);
        await ledger.EndLeftoversAsync(CancellationToken.None);

        Assert.Equal(137, await left.Exited.WaitAsync(Limit));
    }

    [SkippableFact]
    public async Task A_record_whose_number_belongs_to_another_process_now_ends_nothing()
    {
        var ledger = new ProcessLedger(_state.Options, TimeProvider.System, NullLogger<ProcessLedger>.Instance);
        var other = Start("sleep 300");
        var record = new ProcessRecord(ledger.MarkerOf("abc"), ProcessIdentity.Read(other.Id)! with { StartTime = "earlier" }, other.Id, "gone");
        Directory.CreateDirectory(_state.In("processes"));
        await File.WriteAllTextAsync(_state.In("processes", "abc.json"), System.Text.Json.JsonSerializer.Serialize(record));

        await ledger.EndLeftoversAsync(CancellationToken.None);

        Assert.False(other.Exited.IsCompleted);
        Assert.Empty(Directory.GetFiles(_state.In("processes")));
    }

    [SkippableFact]
    public async Task A_command_that_takes_too_long_is_ended_with_what_it_wrote()
    {
        var outcome = await new CommandRunner(_launcher, TimeProvider.System).RunAsync(Spec("echo begun; sleep 300 & sleep 300"), TimeSpan.FromSeconds(1), CancellationToken.None);

        Assert.True(outcome.IsTimedOut);
        Assert.Equal("begun\n", outcome.Output);
    }

    private static string Shell => ProgramPath.Find("sh", ProgramPath.OfHost)!;

    private ProcessSpec Spec(string script, params (string Name, string Value)[] environment)
    {
        Skip.If(OperatingSystem.IsWindows(), "Scripts of a Unix shell.");
        var variables = new Dictionary<string, string> { ["PATH"] = ProgramPath.OfHost, ["COLOUR"] = "blue" };
        foreach (var (name, value) in environment)
        {
            variables[name] = value;
        }

        return new ProcessSpec(Shell, ["sh", "-c", script], variables, _state.Path);
    }

    private ILaunchedProcess Start(string script, params (string Name, string Value)[] environment) => Start(Spec(script, environment));

    private ILaunchedProcess Start(ProcessSpec spec)
    {
        Skip.If(OperatingSystem.IsWindows(), "Programs of a Unix system.");
        var process = _launcher.Start(spec);
        _processes.Add(process);
        return process;
    }
}
