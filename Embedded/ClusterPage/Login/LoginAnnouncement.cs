using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Workshop.ClusterPage.Login;

/// <summary>Says where the cluster page is. A token that was made is said once, here, in a link; one that was given is known to who gave it.</summary>
internal sealed partial class LoginAnnouncement(LoginSettings settings, IServer server, ILogger<LoginAnnouncement> logger) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";
        if (settings.IsTokenMade)
        {
            var link = $"{address}{LoginEndpoints.Path}?{LoginEndpoints.TokenField}={settings.Token}";
            LogLink(link);
        }
        else
        {
            LogAddress(address);
        }

        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 4001, Level = LogLevel.Information, Message = "Login to the cluster page at {Link}")]
    private partial void LogLink(string link);

    [LoggerMessage(EventId = 4004, Level = LogLevel.Information, Message = "The cluster page is at {Address}; log in with the token of Workshop:Token")]
    private partial void LogAddress(string address);
}
