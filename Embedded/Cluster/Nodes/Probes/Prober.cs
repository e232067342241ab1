using k8s.Models;
using Workshop.Cluster.Nodes.Processes;

namespace Workshop.Cluster.Nodes.Probes;

/// <summary>Tries probes from outside the container: over its address, or by a program beside it.</summary>
internal sealed class Prober(HttpProbe http, CommandRunner commands)
{
    public Task<ProbeOutcome> ProbeAsync(V1Probe probe, ProbeTarget target, CancellationToken ct) => probe switch
    {
        { HttpGet: { } action } => http.ProbeAsync(action, target, ct),
        { TcpSocket: { } action } => TcpProbe.ProbeAsync(action, target, ct),
        { Grpc: { } action } => http.ProbeGrpcAsync(action, target, TimeSpan.FromSeconds(probe.TimeoutSeconds ?? 1), ct),
        { Exec: { } action } => ExecAsync(action, target, TimeSpan.FromSeconds(probe.TimeoutSeconds ?? 1), ct),
        _ => Task.FromResult(ProbeOutcome.Failure("missing probe handler")),
    };

    private async Task<ProbeOutcome> ExecAsync(V1ExecAction action, ProbeTarget target, TimeSpan limit, CancellationToken ct)
    {
        try
        {
            var outcome = await commands.RunAsync(target.Setup.ToExec([.. action.Command], target.ProcessId), limit, ct).ConfigureAwait(false);
            return outcome switch
            {
                { IsTimedOut: true } => TimedOut(),
                { ExitCode: 0 } => ProbeOutcome.Success,
                _ => ProbeOutcome.Failure(outcome.Output),
            };
        }
        catch (ProcessStartException e)
        {
            return ProbeOutcome.Failure($"OCI runtime exec failed: {e.Message}: unknown");
        }
        catch (OperationCanceledException)
        {
            return TimedOut();
        }

        ProbeOutcome TimedOut() => ProbeOutcome.Failure($"command timed out: \"{string.Join(' ', action.Command)}\" timed out after {limit.TotalSeconds:0}s");
    }
}
