using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Workshop.Cluster.Nodes.Processes;

/// <summary>
/// Outlives this program by a moment: a shell of its own session that reads from a pipe. When the pipe's other end goes without a word, this program was killed (an editor's Stop is a kill),
/// and the shell kills every process that this run's nodes started. On Windows job objects do that.
/// </summary>
internal sealed partial class Watchdog(IProcessLauncher launcher, ProcessLedger ledger, TimeProvider time, ILogger<Watchdog> logger) : IHostedService
{
    // A process that was being started at that moment shows itself a little later: hence the passes. Other systems than Linux do not show the environment of
    // others; there the ledger's files name the groups.
    private const string Script = """
        read -r word && exit 0
        for pass in 1 2 3 4 5; do
          if [ -d /proc/self ]; then
            for file in $(grep -als "$1=$2" /proc/[0-9]*/environ); do
              id=${file#/proc/}
              kill -9 "${id%/environ}"
            done
          else
            for file in "$3"/*.json; do
              group=$(sed -n 's/.*"Group":\([0-9][0-9]*\).*/\1/p' "$file") && [ -n "$group" ] && kill -9 -- "-$group"
            done
          fi
          sleep 0.2
        done 2>/dev/null
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private ILaunchedProcess? _shell;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            return Task.CompletedTask;
        }

        try
        {
            _shell = launcher.Start(new ProcessSpec(
                "/bin/sh",
                ["sh", "-c", Script, "workshop-watchdog", ProcessLedger.MarkerVariable, ledger.RunPrefix, ledger.Folder],
                new Dictionary<string, string> { ["PATH"] = "/usr/local/bin:/usr/bin:/bin" },
                "/")
            { Input = ProcessInput.Pipe });
        }
        catch (ProcessStartException e)
        {
            LogAbsent(e.Message);
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_shell is not { Input: { } input } shell)
        {
            return;
        }

        _shell = null;
        using (shell)
        {
            try
            {
                await input.WriteAsync("end\n"u8.ToArray(), CancellationToken.None);
            }
            catch (IOException e)
            {
                LogAbsent(e.Message);
            }

            await input.DisposeAsync();
            await Task.WhenAny(shell.Exited, Task.Delay(Patience, time, CancellationToken.None));
            shell.Signal(ProcessSignal.Kill);
        }
    }

    [LoggerMessage(EventId = 3404, Level = LogLevel.Warning, Message = "Nobody watches over this run ({Problem}): if it is killed, its processes stay until the next start")]
    private partial void LogAbsent(string problem);
}
