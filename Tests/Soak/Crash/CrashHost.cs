using k8s;

namespace Workshop.Soak.Tests.Crash;

/// <summary>One life of the cluster's host, in a process of its own.</summary>
internal sealed class CrashHost : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(30);

    private readonly TestProcess _process;
    private readonly string _state;

    private CrashHost(TestProcess process, string state) => (_process, _state) = (process, state);

    public TestProcess Process => _process;

    /// <param name="files">The limit of its open files; null: the machine's own.</param>
    public static CrashHost Launch(string state, int? files = null)
    {
        var program = Path.ChangeExtension(typeof(CrashHost).Assembly.Location, null);
        var limit = files is null ? "" : $"ulimit -n {files} && ";
        var process = TestProcess.Start("/bin/sh", ["-c", $"{limit}exec \"$0\" {HostCommand.Verb} \"$1\"", program, state], CleanEnvironment.With(("TMPDIR", Path.GetDirectoryName(state)!)));
        return new CrashHost(process, state);
    }

    public Task IsReady() => _process.HasWritten(HostCommand.Ready, StartLimit);

    public Kubernetes Client() => new(KubernetesClientConfiguration.BuildConfigFromConfigFile(Path.Combine(_state, "kubeconfig")));

    /// <summary>As an editor's Stop does it.</summary>
    public async Task Kill()
    {
        _process.Signal(Signals.Kill);
        await _process.Exit(EndLimit);
    }

    /// <summary>As a system that shuts down does it: Ctrl+C does not reach what was started in the background.</summary>
    public async Task End()
    {
        _process.Signal(Signals.Terminate);
        await _process.Exit(EndLimit);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
