using System.Diagnostics;
using System.Net;

namespace Workshop.TestKit;

/// <summary>
/// The AppHost, started as a user starts it, with a state folder and addresses of its own, and ended by Ctrl+C. It is spoken to as a user
/// speaks to it: kubectl, curl and endpoints.json.
/// </summary>
public sealed class RunningWorkshop : IAsyncDisposable
{
    /// <value>What a busy build server may take; the figures of an idle machine stand in Benchmarks.</value>
    public static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);

    /// <value>What Ctrl+C may take, as promised to users.</value>
    public static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(10);

    /// <value>What Aspire's own processes may take after the AppHost's end, on a busy build server.</value>
    public static readonly TimeSpan OrchestratorLimit = TimeSpan.FromSeconds(30);

    // What the runtime makes for debuggers in the temporary folder stays when a process is killed, as some tests do.
    // Aspire's orchestrator leaves the folder of its session.
    private static readonly string[] RuntimesOwn = ["clr-debug-pipe-", "dotnet-diagnostic-", "aspire"];

    private readonly DateTime _startedAt = TimeProvider.System.GetUtcNow().UtcDateTime;
    private readonly TestProcess _process;
    private readonly TemporaryFolder _own;
    private readonly TemporaryFolder? _ownState;
    private readonly bool _hasBuilt;

    private RunningWorkshop(TestProcess process, TemporaryFolder own, TemporaryFolder? ownState, string stateFolder, bool hasBuilt)
    {
        // The SDK's builds leave folders of theirs in the temporary one.
        _hasBuilt = hasBuilt;
        _process = process;
        _own = own;
        _ownState = ownState;
        StateFolder = stateFolder;
    }

    public string StateFolder { get; }

    public TestProcess Process => _process;

    /// <value>Known once it is Ready.</value>
    public WorkshopEndpoints Endpoints { get; private set; } = null!;

    public Uri Gateway => Endpoints.Gateway ?? throw new InvalidOperationException("This one was started empty: it has no gateway.");

    /// <summary>Starts the built AppHost on any free ports and returns when everything is Ready.</summary>
    /// <param name="arguments">Beside <c>--ports auto</c>.</param>
    /// <param name="stateFolder">Null: a fresh one, gone afterwards.</param>
    public static async Task<RunningWorkshop> Start(IEnumerable<string> arguments, string? stateFolder = null)
    {
        var started = Launch(Repository.ProgramOf("AppHost"), ["--ports", "auto", .. arguments], stateFolder);
        await started.IsReadyOrEnded();
        return started;
    }

    /// <summary>Starts any program that becomes the AppHost, such as <c>./workshop up</c>, and does not wait.</summary>
    public static RunningWorkshop Launch(string program, IEnumerable<string> arguments, string? stateFolder = null, string? folder = null, params (string Name, string Value)[] environment)
    {
        var own = new TemporaryFolder();
        var ownState = stateFolder is null ? new TemporaryFolder() : null;
        var state = stateFolder ?? ownState!.PathOf("state");
        // No compiler beside the tests: who wants native programs says so.
        var variables = CleanEnvironment.With([("WORKSHOP_STATE", state), ("TMPDIR", own.Path), ("Workshop__NativePrograms", "off"), .. environment]);
        return new RunningWorkshop(TestProcess.Start(program, arguments, variables, folder), own, ownState, state, hasBuilt: program != Repository.ProgramOf("AppHost"));
    }

    /// <summary>Waits for endpoints.json; if the program ends or dawdles instead, fails with what it wrote.</summary>
    public async Task IsReadyOrEnded()
    {
        try
        {
            await Eventually.Is(() => _process.HasExited || Read() is not null, "the workshop is Ready", StartLimit, CancellationToken.None);
        }
        catch (TimeoutException e)
        {
            var wrote = _process.All;
            await DisposeAsync();
            throw new TimeoutException($"{e.Message} It wrote:\n{wrote}", e);
        }

        if (_process.HasExited)
        {
            var code = await _process.Exit(StartLimit);
            throw new InvalidOperationException($"The workshop ended with exit code {code}:\n{_process.All}");
        }

        Endpoints = Read()!;
    }

    /// <summary>Runs a line in a clean shell whose KUBECONFIG is this cluster's, as a user would after the table was printed.</summary>
    public async Task<CommandResult> Shell(string line, TimeSpan? limit = null)
    {
        var shell = RequiredTool.Named("bash");
        return await TestProcess.Run(shell, ["-c", line], limit ?? TimeSpan.FromSeconds(120), Environment(), _own.Path);
    }

    /// <summary>Starts a line that goes on, such as <c>kubectl logs -f</c>.</summary>
    public TestProcess ShellThatStays(string line) => TestProcess.Start(RequiredTool.Named("bash"), ["-c", "exec " + line], Environment(), _own.Path);

    /// <summary>kubectl on the application, in the context <c>workshop</c>.</summary>
    public Task<CommandResult> Kubectl(string arguments, TimeSpan? limit = null)
    {
        RequiredTool.Named("kubectl");
        return Shell($"kubectl --context workshop {arguments}", limit);
    }

    /// <summary>The nodes on which the application's pods of one service run, a pod each.</summary>
    public async Task<IReadOnlyList<string>> NodesOf(string app) =>
        (await Kubectl($"get pods -l app={app} --field-selector=status.phase=Running -o jsonpath='{{.items[*].spec.nodeName}}'")).Succeeded().Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>kubectl in the current context, the learner's <c>labs</c>.</summary>
    public Task<CommandResult> KubectlInLabs(string arguments, TimeSpan? limit = null)
    {
        RequiredTool.Named("kubectl");
        return Shell($"kubectl {arguments}", limit);
    }

    /// <summary>kubectl apply with a manifest on its standard input.</summary>
    public async Task<CommandResult> Apply(string manifest, string arguments = "")
    {
        RequiredTool.Named("kubectl");
        var file = _own.Write($"{Guid.NewGuid():N}.yaml", manifest);
        var result = await Shell($"kubectl apply -f '{file}' {arguments}");
        File.Delete(file);
        return result;
    }

    /// <summary>curl, silent but for errors.</summary>
    public Task<CommandResult> Curl(string arguments)
    {
        RequiredTool.Named("curl");
        return Shell($"curl -sS --max-time 20 {arguments}");
    }

    /// <summary>Ctrl+C; then nothing of it may be left: no process, no listener, no temporary file.</summary>
    public async Task EndsWithoutATrace()
    {
        var address = IPAddress.Parse((await Shell("kubectl get nodes -o jsonpath='{.items[0].status.addresses[0].address}'")).Succeeded());
        var processes = await ProcessTable.DescendantsOf(_process.Id);
        var watch = Stopwatch.StartNew();

        _process.Signal(Signals.Interrupt);
        var code = await _process.Exit(EndLimit + EndLimit);

        Assert.True(watch.Elapsed <= EndLimit, $"Ctrl+C took {watch.Elapsed.TotalSeconds:0.0} s. It wrote:\n{_process.All}");
        Assert.True(code == 0, $"Ctrl+C ended it with exit code {code}:\n{_process.All}");
        await NothingIsLeft(address, processes);
    }

    /// <summary>Insists that of a workshop that has ended no process, listener or temporary file is left.</summary>
    public async Task NothingIsLeft(IPAddress nodeAddress, IReadOnlyList<ProcessEntry> processes)
    {
        // Aspire's orchestrator and dashboard end when they see that the AppHost has; no process of ours may be left by then.
        await Eventually.Is(async () => (await ProcessTable.StillRunning(processes)).Count == 0, "every process has ended", OrchestratorLimit, CancellationToken.None);
        await NoProcessIsLeft();
        Assert.Empty(Listeners.InRangeOf(nodeAddress));
        Assert.Null(WorkshopEndpoints.Read(StateFolder));
        Directory.Delete(_own.PathOf("kube-cache"), recursive: true);
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(_own.Path), path => !_hasBuilt && !RuntimesOwn.Any(Path.GetFileName(path).StartsWith));
    }

    /// <summary>Insists that nothing that belongs to the state folder runs on: Aspire's own processes end a little after the AppHost.</summary>
    public Task NoProcessIsLeft() =>
        Eventually.Is(() => ProcessTable.Naming(StateFolder).Count == 0, "no process names the state folder", OrchestratorLimit, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _own.Dispose();
        _ownState?.Dispose();
    }

    // One that was killed leaves its file behind: only what this one wrote counts.
    private WorkshopEndpoints? Read() =>
        File.GetLastWriteTimeUtc(Path.Combine(StateFolder, "endpoints.json")) >= _startedAt ? WorkshopEndpoints.Read(StateFolder) : null;

    private Dictionary<string, string> Environment() =>
        CleanEnvironment.With(("KUBECONFIG", Path.Combine(StateFolder, "kubeconfig")), ("KUBECACHEDIR", _own.PathOf("kube-cache")));
}
