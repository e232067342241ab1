namespace Workshop.ServiceDefaults.Settings;

/// <summary>A flag in the original's spelling, and the configuration key that it sets.</summary>
/// <param name="Name">Without dashes, such as <c>http</c>.</param>
/// <param name="Key">Such as <c>Workshop:Http</c>.</param>
/// <param name="Meaning">One line for the help text.</param>
public sealed record ServiceFlag(string Name, string Key, string Meaning)
{
    internal static ServiceFlag Http { get; } = new("http", SettingKeys.Http, "HTTP service address, default 0.0.0.0:8080");

    internal static ServiceFlag Health { get; } = new("health", SettingKeys.Health, "health service address, default 0.0.0.0:8081");

    /// <summary>A service that takes this flag also listens with TLS.</summary>
    public static ServiceFlag Https { get; } = new("https", SettingKeys.Https, "HTTPS service address, default 0.0.0.0:8443; 'none' for no HTTPS");
}
