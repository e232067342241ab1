using Microsoft.Extensions.Primitives;
using Workshop.Gateway.Telemetry;
using Workshop.ServiceDefaults;

namespace Workshop.Gateway.Routes;

/// <summary>Takes each good change of the route file over; of a bad one it logs what is wrong and where, and changes nothing.</summary>
internal sealed partial class RouteFileFollower(RouteFileProvider file, RouteTrial trial, GatewayMetrics metrics, ILogger<RouteFileFollower> logger) : IHostedService, IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private IDisposable? _registration;
    private Task _following = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _registration = ChangeToken.OnChange(file.Folder!.GetChangeToken, () => _following = FollowAsync());
        if (file.IsBehind)
        {
            // It changed while the service was starting, when nobody listened.
            _following = FollowAsync();
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _registration?.Dispose();
        await _following.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        _registration?.Dispose();
        _oneAtATime.Dispose();
    }

    private async Task FollowAsync()
    {
        await _oneAtATime.WaitAsync(CancellationToken.None);
        try
        {
            var data = file.Read();
            if (await trial.FindAsync(data) is { Count: > 0 } findings)
            {
                throw new ServiceException($"Route file '{file.File}' cannot be used. {string.Join(' ', findings)}");
            }

            file.TakeOver(data);
            metrics.Reloaded("routes", isAccepted: true);
            LogChanged(file.File);
        }
        catch (ServiceException e)
        {
            metrics.Reloaded("routes", isAccepted: false);
            LogRefused(e.Message);
        }
#pragma warning disable CA1031 // The edge of a loop: whatever it is, the routes before it stay in force.
        catch (Exception e)
#pragma warning restore CA1031
        {
            metrics.Reloaded("routes", isAccepted: false);
            LogFailed(e, file.File);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Error, Message = "The routes before the change stay in force. {Reason}")]
    private partial void LogRefused(string reason);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Information, Message = "New routes are in force, from '{File}'")]
    private partial void LogChanged(string file);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Error, Message = "The routes before the change stay in force. Route file '{File}' was not understood")]
    private partial void LogFailed(Exception reason, string file);
}
