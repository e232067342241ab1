using Workshop.ServiceDefaults.Settings;

namespace Workshop.Gateway;

/// <summary>Settings of the gateway, beside those that all services share.</summary>
/// <param name="RouteFile">Default null: the routes that are built in. A JSON file with a section ReverseProxy, as YARP documents it.</param>
/// <param name="TlsDirectory">Default null: a certificate in memory. A folder with cert.pem and key.pem, both made at first start if neither exists.</param>
internal sealed record GatewaySettings(string? RouteFile, string? TlsDirectory)
{
    private const string RouteFileKey = "Workshop:Routes";

    public static ServiceFlag ConfigFlag { get; } = new("config", RouteFileKey, "file with the routes, followed while it changes");

    public static GatewaySettings From(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        return new GatewaySettings(reader.Text(RouteFileKey), reader.Text("Workshop:TlsDirectory"));
    }
}
