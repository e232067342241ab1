using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Workshop.ServiceDefaults.Logging;

namespace Workshop.ServiceDefaults.Settings;

/// <summary>The settings that all services share, read and checked once at start.</summary>
public sealed record ServiceSettings
{
    /// <value>Default 1.0.0. What <c>/version</c> answers; 3.0.0 is broken where <see cref="Lab"/> is true.</value>
    public required string Version { get; init; }

    /// <value>Default false. True brings what only labs may have: demo user, health toggles, a version that breaks.</value>
    public required bool Lab { get; init; }

    /// <value>Default 2 s, at most 5 min. From SIGTERM, when readiness turns 503, to the listener's close: longer than it takes until nobody sends requests here.</value>
    public required TimeSpan DrainDelay { get; init; }

    /// <value>Default 20 s, at most 1 h. How long requests under way may take after that. Both together belong inside the pod's grace period.</value>
    public required TimeSpan DrainTimeout { get; init; }

    /// <value>Default plain.</value>
    public required LogFormat LogFormat { get; init; }

    /// <value>Default requests.</value>
    public required AccessLog AccessLog { get; init; }

    /// <value>The address that the node gave to this pod; null outside of a pod of the embedded cluster.</value>
    public IPAddress? PodAddress { get; init; }

    /// <summary>The settings of a builder that has called <c>AddServiceDefaults</c>.</summary>
    public static ServiceSettings Of(IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return (ServiceSettings)builder.Properties[typeof(ServiceSettings)];
    }

    /// <exception cref="ServiceException">A value is wrong; all findings at once.</exception>
    internal static ServiceSettings From(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var settings = new ServiceSettings
        {
            Version = reader.Text(SettingKeys.Version) ?? "1.0.0",
            Lab = reader.Boolean(SettingKeys.Lab),
            DrainDelay = reader.Duration(SettingKeys.DrainDelay, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(5)),
            DrainTimeout = reader.Duration(SettingKeys.DrainTimeout, TimeSpan.FromSeconds(20), TimeSpan.FromHours(1)),
            LogFormat = reader.Choice(SettingKeys.LogFormat, LogFormat.Plain),
            AccessLog = reader.Choice(SettingKeys.AccessLog, AccessLog.Requests),
            PodAddress = reader.IPAddress(SettingKeys.PodIP),
        };
        reader.ThrowIfWrong();
        return settings;
    }
}
