using Microsoft.Extensions.Hosting;

namespace Workshop.ServiceDefaults.Life;

/// <summary>Where this process stands between start and exit, and the way for a service to end itself.</summary>
public sealed class ServiceLife(IHostApplicationLifetime lifetime) : IDisposable
{
    private readonly CancellationTokenSource _hurry = new();

    /// <value>True from the moment when the process was asked to end.</value>
    public bool IsDraining => lifetime.ApplicationStopping.IsCancellationRequested || IsStopping;

    internal int ExitCode { get; private set; }

    /// <value>Ends the wait before the listener closes.</value>
    internal CancellationToken Hurry => _hurry.Token;

    internal bool IsStopping { get; set; }

    /// <summary>Ends the process without the wait that a drain has: for a version that breaks.</summary>
    public void EndAtOnce(int exitCode)
    {
        ExitCode = exitCode;
        _hurry.Cancel();
        lifetime.StopApplication();
    }

    public void Dispose() => _hurry.Dispose();

    internal void SkipDrainDelay() => _hurry.Cancel();
}
