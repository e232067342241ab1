using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.Endpoints.Keys;

/// <summary>Says at start that a secret is too short to be one, except in labs, where that is the deck's own.</summary>
internal sealed partial class ShortSecretWarning(SharedSecret secret, ServiceSettings settings, ILogger<ShortSecretWarning> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (secret.IsShort && !settings.Lab)
        {
            LogShort();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 5101, Level = LogLevel.Warning, Message = "Workshop:Secret has less than 32 bytes and can be guessed from one token. Use a random one of 32 bytes or more.")]
    private partial void LogShort();
}
