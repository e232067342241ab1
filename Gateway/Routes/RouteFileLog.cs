namespace Workshop.Gateway.Routes;

/// <summary>Brings what the route file says about a bad change into the log.</summary>
internal sealed partial class RouteFileLog(RouteFileProvider file, ILogger<RouteFileLog> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        file.Refused = LogRefused;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 2001, Level = LogLevel.Error, Message = "The routes before the change stay in force: {Reason}")]
    private partial void LogRefused(string reason);
}
