using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Workshop.Hosting.Manifests;

/// <summary>A Service's endpoint in a run: tells Aspire its address as soon as the Service has one, and its row how it does from then on.</summary>
internal sealed partial class ServiceEndpointRun(ServiceEndpointResource endpoint, ServiceWatch watch, GuestTelling telling)
{
    /// <summary>Ends with the run, or when it cannot go on; never with an exception.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The edge of its work: whatever goes wrong is told here, once.")]
    public async Task RunAsync(CancellationToken ct)
    {
        var logger = telling.LoggerOf(endpoint);
        try
        {
            await telling.AwaitTurnAsync(endpoint, ct);
            await telling.StartingAsync(endpoint);
            await FollowAsync(logger, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The run ends.
        }
        catch (Exception e)
        {
            LogFailed(logger, e.Message);
            endpoint.Health = new(false, true, e.Message);
            await telling.FailedAsync(endpoint, e);
        }
    }

    private async Task FollowAsync(ILogger logger, CancellationToken ct)
    {
        (string? Address, GuestHealth Health) told = (null, GuestHealth.NotStarted);
        while (true)
        {
            var before = told;
            told = Judge(await watch.WaitForAsync(places => Judge(places) != before, ct));
            if (told.Address is { } address && address != before.Address)
            {
                endpoint.Endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint.Endpoint, address, endpoint.ServicePort);
                await telling.AllocatedAsync(endpoint, ct);
            }

            endpoint.Health = told.Health;
            LogState(logger, told.Health.Detail);
            await telling.ShowAsync(endpoint, told.Health, told.Address is null ? [] : [new UrlSnapshot(endpoint.Endpoint.Name, UrlOf(told.Address), IsInternal: endpoint.Endpoint.UriScheme is not ("http" or "https"))]);
        }
    }

    private (string? Address, GuestHealth Health) Judge(ServicePlaces places)
    {
        var address = places.AddressOf(endpoint.Namespace, endpoint.ServiceName, endpoint.ServicePort, out var trouble);
        if (address is null)
        {
            return (null, new(false, false, trouble));
        }

        var ready = places.ReadyOf(endpoint.Namespace, endpoint.ServiceName);
        return (address, new(ready > 0, false, ready switch
        {
            0 => "no pod behind it is Ready",
            1 => "1 pod answers",
            _ => string.Create(CultureInfo.InvariantCulture, $"{ready} pods answer"),
        }));
    }

    private string UrlOf(string address) => string.Create(CultureInfo.InvariantCulture, $"{endpoint.Endpoint.UriScheme}://{address}:{endpoint.ServicePort}");

    [LoggerMessage(EventId = 1023, Level = LogLevel.Information, Message = "{Detail}")]
    private static partial void LogState(ILogger logger, string detail);

    [LoggerMessage(EventId = 1024, Level = LogLevel.Error, Message = "{Reason}")]
    private static partial void LogFailed(ILogger logger, string reason);
}
