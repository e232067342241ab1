using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workshop.ServiceDefaults.Health;
using Workshop.ServiceDefaults.Listening;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.ServiceDefaults.Life;

/// <summary>
/// Start: ready when the listeners are open. End: not ready at once, serve on until nobody sends requests here any more, then let
/// Kestrel stop accepting and finish what is under way; health ends after it, telemetry is flushed last.
/// </summary>
internal sealed partial class DrainService(
    HealthState health, ServiceLife life, ServiceSettings settings, ListeningPlaces places, IHostApplicationLifetime lifetime, TimeProvider time, IHostEnvironment environment, ILogger<DrainService> logger)
    : IHostedLifecycleService, IDisposable
{
    private PosixSignalRegistration? _interrupt;
    private CancellationTokenRegistration _stopping;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        // Whoever presses Ctrl+C waits for it; whoever sends SIGTERM may still have requests on the way. The host's own handler does the rest.
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => life.SkipDrainDelay());
        _stopping = lifetime.ApplicationStopping.Register(health.Drain);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        health.Started();
        var listeners = places.Describe();
        LogServing(environment.ApplicationName, settings.Version, listeners);
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        health.Drain();
        life.IsStopping = true;
        LogDraining(settings.DrainDelay);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, life.Hurry);
        await Task.Delay(settings.DrainDelay, time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        LogStopped();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _interrupt?.Dispose();
        _stopping.Dispose();
    }

    [LoggerMessage(EventId = 5010, Level = LogLevel.Information, Message = "{Service} {Version} serves {Listeners}")]
    private partial void LogServing(string service, string version, string listeners);

    [LoggerMessage(EventId = 5011, Level = LogLevel.Information, Message = "Asked to end: not ready any more, serving on for {Delay}")]
    private partial void LogDraining(TimeSpan delay);

    [LoggerMessage(EventId = 5012, Level = LogLevel.Information, Message = "All requests are finished")]
    private partial void LogStopped();
}
