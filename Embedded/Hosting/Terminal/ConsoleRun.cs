using System.Runtime.InteropServices;
using Aspire.Hosting;
using Workshop.Cluster;
using Workshop.Hosting.Model;
using Workshop.Hosting.Publishing;
using Workshop.Hosting.Running;

namespace Workshop.Hosting.Terminal;

/// <summary>A run from the command line: signals in, lines and an exit code out.</summary>
internal static class ConsoleRun
{
    /// <summary>Tools read a word on stderr as failure: there is none unless it is one.</summary>
    public static async Task<int> PublishAsync(Refusal? refusal, PublishRun publish, CancellationToken ct)
    {
        if (refusal is not null)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            return refusal.ExitCode;
        }

        try
        {
            await Console.Out.WriteLineAsync(await publish.RunAsync(ct));
            return 0;
        }
        catch (DistributedApplicationException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    public static async Task<int> RunAsync(Refusal? refusal, Func<IRunScreen, ApplicationRun> newRun, CancellationToken ct)
    {
        if (refusal is not null)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            return refusal.ExitCode;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var hurry = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal);

        var screen = new RunScreen(Console.Out, Console.IsOutputRedirected ? null : () => Console.WindowWidth);
        await using var run = newRun(screen);
        var exitCode = await RunUntilStoppedAsync(run, screen, stop.Token);
        await run.StopAsync(hurry.Token);
        return exitCode;

        // The first signal asks for an end in order, the second for an end.
        void OnSignal(PosixSignalContext context)
        {
            context.Cancel = true;
            if (stop.IsCancellationRequested)
            {
                hurry.Cancel();
            }

            stop.Cancel();
        }
    }

    private static async Task<int> RunUntilStoppedAsync(ApplicationRun run, RunScreen screen, CancellationToken stop)
    {
        try
        {
            await run.StartAsync(stop);
            await run.WaitForStopAsync(stop);
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            screen.Say("Stopping …");
            return 0;
        }
        catch (Exception e) when (e is DistributedApplicationException or ClusterException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
