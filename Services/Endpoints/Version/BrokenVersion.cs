using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workshop.ServiceDefaults.Health;
using Workshop.ServiceDefaults.Life;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.Endpoints.Version;

/// <summary>Version 3.0.0, where labs learn how a rollout stops: it is never ready and ends with code 1 after a second.</summary>
internal sealed partial class BrokenVersion(HealthState health, ServiceLife life, TimeProvider time, ILogger<BrokenVersion> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(1);

    private ITimer? _end;

    public static bool IsMeant(ServiceSettings settings) => settings is { Lab: true, Version: "3.0.0" };

    public Task StartAsync(CancellationToken cancellationToken)
    {
        health.HoldBack();
        _end = time.CreateTimer(_ => Break(), null, TimeToLive, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _end?.Dispose();

    private void Break()
    {
        LogBroken();
        life.EndAtOnce(exitCode: 1);
    }

    [LoggerMessage(EventId = 5102, Level = LogLevel.Critical, Message = "Version 3.0.0 is broken on purpose (Workshop:Lab=true): it ends with code 1. Roll back to 2.0.0.")]
    private partial void LogBroken();
}
