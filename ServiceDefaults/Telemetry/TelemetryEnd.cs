using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Workshop.ServiceDefaults.Telemetry;

/// <summary>
/// Sends what is left, after the last request and its log line. All three signals at once and within one limit: a receiver that hangs would
/// otherwise hold the end of the process for each of them in turn, and the node would kill it.
/// </summary>
internal sealed class TelemetryEnd(IServiceProvider services)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    public Task FlushAsync()
    {
        var limit = (int)Limit.TotalMilliseconds;
        return Task.WhenAll(
            Task.Run(() => services.GetService<TracerProvider>()?.Shutdown(limit)),
            Task.Run(() => services.GetService<MeterProvider>()?.Shutdown(limit)),
            Task.Run(() => services.GetService<LoggerProvider>()?.Shutdown(limit)));
    }
}
