using Workshop.Cluster.Nodes.Processes;

namespace Workshop.Benchmarks.ControlPlane;

/// <summary>Starts nothing: what is left is the control plane's own work. A process ends when it is asked to.</summary>
internal sealed class IdleLauncher : IProcessLauncher
{
    // Above any id that Linux gives, so that nobody's process is looked at or signalled.
    private int _last = 1 << 30;

    public ILaunchedProcess Start(ProcessSpec spec) => new Idle(Interlocked.Increment(ref _last));

    private sealed class Idle(int id) : ILaunchedProcess
    {
        private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Id => id;

        public IReadOnlyList<int>? Members => [];

        public Stream? Input => null;

        public Stream Output => Stream.Null;

        public Stream Error => Stream.Null;

        public Task<int> Exited => _exited.Task;

        public void Resize(TerminalSize size)
        {
        }

        public void Signal(ProcessSignal signal) => _exited.TrySetResult(128 + (int)signal);

        public void Dispose() => _exited.TrySetResult(128 + (int)ProcessSignal.Kill);
    }
}
