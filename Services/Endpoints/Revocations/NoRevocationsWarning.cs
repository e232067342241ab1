using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Workshop.Endpoints.Revocations;

/// <summary>Says at start that this process checks tokens and hears of no logout.</summary>
internal sealed partial class NoRevocationsWarning(ILogger<NoRevocationsWarning> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        LogDeaf(EndpointSettings.RevocationsKey, $"http://auth{RevocationFeedEndpoint.Path}");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 5103, Level = LogLevel.Warning, Message = "Logouts are not heard of here: a token that auth has revoked is good until it expires. Name auth's feed in {Setting}, such as '{Example}'.")]
    private partial void LogDeaf(string setting, string example);
}
