using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Aspire.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workshop.Cluster;
using Workshop.Hosting.Running;

namespace Workshop.Hosting.Terminal;

/// <summary>A run from the command line: signals in, lines and an exit code out.</summary>
internal sealed partial class TerminalRun(DistributedApplication application) : IDisposable
{
    private const int Failure = 1;
    private const int BadCommandLine = 2;

    // Within ten seconds of the wish everything has ended: what is left then is not waited for.
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(9.5);

    private readonly IConfiguration _configuration = application.Services.GetRequiredService<IConfiguration>();
    private readonly IHostApplicationLifetime _lifetime = application.Services.GetRequiredService<IHostApplicationLifetime>();
    private readonly ClusterRun _run = application.Services.GetRequiredService<ClusterRun>();
    private readonly IRunScreen _screen = application.Services.GetRequiredService<IRunScreen>();
    private readonly ILogger _logger = application.Services.GetRequiredService<ILogger<TerminalRun>>();
    private readonly TimeProvider _time = application.Services.GetRequiredService<TimeProvider>();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _hurry = new();
    private int _signalCode;

    private enum Outcome
    {
        Stopped,
        CutShort,
        Failed,
    }

    // A start is cancelled before those who registered for the stop are told.
    private bool IsStopping => _stop.IsCancellationRequested || _lifetime.ApplicationStopping.IsCancellationRequested;

    public async Task<int> RunAsync()
    {
        if (_configuration[LoopbackApplication.RefusalKey] is { } refusal)
        {
            await Console.Error.WriteLineAsync(refusal);
            return BadCommandLine;
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal);
        using var stopping = _lifetime.ApplicationStopping.Register(_stop.Cancel);
        var outcome = await RunUntilStoppedAsync();
        await EndAsync();
        return outcome switch
        {
            Outcome.Failed => Failure,
            // Aspire's host hears of a signal, too, and perhaps before we do: which one it was is known by now.
            Outcome.CutShort => _signalCode,
            _ => 0,
        };
    }

    public void Dispose()
    {
        _stop.Dispose();
        _hurry.Dispose();
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of the program: whatever ends a run is told in one line.")]
    private async Task<Outcome> RunUntilStoppedAsync()
    {
        var starting = application.StartAsync(_stop.Token);
        try
        {
            // Aspire's start lasts as long as anything waits: the run is up all the same.
            var stopped = Task.Delay(Timeout.InfiniteTimeSpan, _time, _stop.Token);
            await await Task.WhenAny(FailureOf(starting), _run.Failed, stopped);
            return Outcome.Stopped;
        }
        catch (OperationCanceledException) when (IsStopping)
        {
            _screen.Say("Stopping …");
            return _run.HasStarted ? Outcome.Stopped : Outcome.CutShort;
        }
        catch (Exception e)
        {
            LogTrouble(e);
            await Console.Error.WriteLineAsync(LineOf(e));
            return Outcome.Failed;
        }
        finally
        {
            _ = starting.ContinueWith(task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }

    // A start that ends well is not the end of the run.
    private static async Task FailureOf(Task starting)
    {
        await starting;
        await new TaskCompletionSource().Task;
    }

    [SuppressMessage("Design", "CA1031", Justification = "The end goes on whatever one part of it says; processes that are left end with the program.")]
    private async Task EndAsync()
    {
        try
        {
            await StopAsync().WaitAsync(EndLimit, _time);
            _screen.Say("Stopped.");
        }
        catch (Exception e)
        {
            LogTrouble(e);
            await Console.Error.WriteLineAsync($"Not everything ended in order: {LineOf(e)}");
        }
    }

    private async Task StopAsync()
    {
        try
        {
            await application.StopAsync(_hurry.Token);
        }
        catch (OperationCanceledException)
        {
            // A part whose start was cut short says so once more.
        }

        await application.DisposeAsync();
    }

    // The first signal asks for an end in order, the second for an end.
    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        _signalCode = context.Signal switch { PosixSignal.SIGINT => 130, PosixSignal.SIGHUP => 129, _ => 143 };
        if (_stop.IsCancellationRequested)
        {
            _hurry.Cancel();
        }

        _stop.Cancel();
    }

    private static string LineOf(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: [{ } only] } => LineOf(only),
        DistributedApplicationException or ClusterException => exception.Message,
        _ => $"{exception.GetType().Name}: {exception.Message} The state folder's apphost.log says more.",
    };

    [LoggerMessage(EventId = 1010, Level = LogLevel.Error, Message = "The run failed")]
    private partial void LogTrouble(Exception exception);
}
