using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Workshop.ServiceDefaults.Pods;

namespace Workshop.ServiceDefaults.Settings;

internal static class SettingsExtensions
{
    /// <summary>Environment variables, then mounted secrets, then flags: the later one wins.</summary>
    public static void AddSettings(this WebApplicationBuilder builder, string[] args, IReadOnlyList<ServiceFlag> flags)
    {
        var given = CommandLineFlags.Parse(args, [ServiceFlag.Http, ServiceFlag.Health, .. flags]);
        builder.Configuration.AddEnvironmentVariables();
        if ((given.GetValueOrDefault(SettingKeys.SecretsFolder) ?? builder.Configuration[SettingKeys.SecretsFolder]) is { Length: > 0 } secrets)
        {
            ((IConfigurationBuilder)builder.Configuration).Add(new SecretFiles(secrets, TimeProvider.System));
        }

        builder.Configuration.AddInMemoryCollection(given);
        var settings = ServiceSettings.From(builder.Configuration);
        ((IHostApplicationBuilder)builder).Properties[typeof(ServiceSettings)] = settings;
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(PodIdentity.From(builder.Configuration));
    }
}
