using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Workshop.Cluster.Nodes.Metering;

/// <summary>Measures once a period while the nodes run.</summary>
internal sealed partial class UsageLoop(UsageMeter meter, ClusterOptions options, TimeProvider time, ILogger<UsageLoop> logger) : IHostedService, IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _measuring = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _measuring = Task.Run(MeasureAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _measuring.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _stopping.Dispose();
    }

    private async Task MeasureAsync()
    {
        using var timer = new PeriodicTimer(options.Autoscaling.MeasurePeriod, time);
        var hasFailed = false;
        while (await timer.WaitForNextTickAsync(_stopping.Token))
        {
            try
            {
                meter.Measure();
                hasFailed = false;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // Said once: what fails now fails again next time.
                if (!hasFailed)
                {
                    LogFailed(e);
                }

                hasFailed = true;
            }
        }
    }

    [LoggerMessage(EventId = 3424, Level = LogLevel.Error, Message = "What containers use could not be measured; tried again soon")]
    private partial void LogFailed(Exception e);
}
