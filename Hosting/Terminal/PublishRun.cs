using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Aspire.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Workshop.Hosting.Publishing;

namespace Workshop.Hosting.Terminal;

/// <summary>A publish, deploy or destroy from the command line: signals in, lines and an exit code out. Aspire's own command ends with 0 when a step failed; this does not.</summary>
internal sealed class PublishRun(DistributedApplication application) : IDisposable
{
    private const int Failure = 1;
    private const int BadCommandLine = 2;

    private readonly StepFailures _failures = application.Services.GetRequiredService<StepFailures>();
    private readonly CancellationTokenSource _stop = new();
    private int _signalCode;

    [SuppressMessage("Design", "CA1031", Justification = "The edge of the program: whatever ends it is told in one line.")]
    public async Task<int> RunAsync()
    {
        if (application.Services.GetRequiredService<IConfiguration>()[LoopbackApplication.RefusalKey] is { } refusal)
        {
            await Console.Error.WriteLineAsync(refusal);
            return BadCommandLine;
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        try
        {
            await application.RunAsync(_stop.Token);
        }
        catch (Exception e) when (_failures.Lines.Count == 0 && !_stop.IsCancellationRequested)
        {
            _failures.End = LineOf(e);
        }
        catch (Exception)
        {
            // Told below.
        }

        if (_stop.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Stopped before the end.");
            return _signalCode;
        }

        foreach (var line in _failures.Lines)
        {
            await Console.Error.WriteLineAsync(line);
        }

        return _failures.Lines.Count == 0 ? 0 : Failure;
    }

    public void Dispose() => _stop.Dispose();

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        _signalCode = context.Signal == PosixSignal.SIGINT ? 130 : 143;
        _stop.Cancel();
    }

    private static string LineOf(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: [{ } only] } => LineOf(only),
        DistributedApplicationException => exception.Message,
        _ => exception.Message.ReplaceLineEndings(" "),
    };
}
