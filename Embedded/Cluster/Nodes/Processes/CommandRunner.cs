using System.Text;

namespace Workshop.Cluster.Nodes.Processes;

/// <summary>Runs a command to its end: what it wrote, its exit code, and an end to all of it when time is up.</summary>
internal sealed class CommandRunner(IProcessLauncher launcher, TimeProvider time)
{
    /// <summary>As much of the output as is kept, like the kubelet's.</summary>
    private const int OutputLimit = 10 * 1024;

    /// <param name="started">Told the process' id.</param>
    /// <exception cref="ProcessStartException">It could not be started.</exception>
    public async Task<CommandOutcome> RunAsync(ProcessSpec spec, TimeSpan limit, CancellationToken ct, Action<int>? started = null)
    {
        using var process = launcher.Start(spec);
        started?.Invoke(process.Id);
        var text = new StringBuilder();
        var reading = Task.WhenAll(ReadAsync(process.Output, text), ReadAsync(process.Error, text));
        try
        {
            var exitCode = await process.Exited.WaitAsync(limit, time, ct).ConfigureAwait(false);
            await reading.ConfigureAwait(false);
            return new CommandOutcome(exitCode, text.ToString(), IsTimedOut: false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            process.Signal(ProcessSignal.Kill);
            await process.Exited.ConfigureAwait(false);
            await reading.ConfigureAwait(false);
            ct.ThrowIfCancellationRequested();
            return new CommandOutcome(128 + (int)ProcessSignal.Kill, text.ToString(), IsTimedOut: true);
        }
    }

    private static async Task ReadAsync(Stream stream, StringBuilder text)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var buffer = new char[1024];
        while (await reader.ReadAsync(buffer, CancellationToken.None).ConfigureAwait(false) is > 0 and var count)
        {
            lock (text)
            {
                text.Append(buffer, 0, Math.Min(count, OutputLimit - text.Length));
            }
        }
    }
}
