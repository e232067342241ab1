using k8s.Models;
using Workshop.Cluster.Nodes.Processes;

namespace Workshop.Cluster.Nodes.Probes;

/// <summary>Runs a container's lifecycle hooks.</summary>
internal sealed class HookRunner(HttpProbe http, CommandRunner commands, TimeProvider time)
{
    /// <returns>False: it failed, or did not end within the limit.</returns>
    public async Task<bool> RunAsync(V1LifecycleHandler hook, ProbeTarget target, TimeSpan limit, CancellationToken ct)
    {
        // An HTTP hook has done its work when it is answered, whatever the answer says.
        using var timer = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, timer.Token);
        try
        {
            return hook switch
            {
                { Exec: { } exec } => await ExecAsync(exec, target, limit, ct).ConfigureAwait(false),
                { HttpGet: { } get } => (await http.GetAsync(get, target, both.Token).ConfigureAwait(false)).Failure is null,
                { TcpSocket: { } tcp } => (await TcpProbe.ProbeAsync(tcp, target, both.Token).ConfigureAwait(false)).IsSuccess,
                { Sleep: { } sleep } => await SleepAsync(sleep, both.Token).ConfigureAwait(false),
                _ => true,
            };
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (ProcessStartException)
        {
            return false;
        }
    }

    private async Task<bool> ExecAsync(V1ExecAction exec, ProbeTarget target, TimeSpan limit, CancellationToken ct) =>
        await commands.RunAsync(target.Setup.ToExec([.. exec.Command], target.ProcessId), limit, ct).ConfigureAwait(false) is { ExitCode: 0, IsTimedOut: false };

    private async Task<bool> SleepAsync(V1SleepAction sleep, CancellationToken ct)
    {
        await Task.Delay(TimeSpan.FromSeconds(sleep.Seconds), time, ct).ConfigureAwait(false);
        return true;
    }
}
