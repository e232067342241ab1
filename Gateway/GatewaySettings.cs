using System.Globalization;
using System.Net;
using Workshop.ServiceDefaults;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.Gateway;

/// <summary>Settings of the gateway, beside those that all services share.</summary>
internal sealed record GatewaySettings
{
    private const string RouteFileKey = "Workshop:Routes";
    private const string RetryKey = "Workshop:Retry";
    private const string MaxBodySizeKey = "Workshop:MaxBodySize";
    private const string MaxHeaderSizeKey = "Workshop:MaxHeaderSize";
    private const string TrustedProxiesKey = "Workshop:TrustedProxies";

    public static ServiceFlag ConfigFlag { get; } = new("config", RouteFileKey, "file with the routes, followed while it changes");

    /// <value>Default null: the routes that are built in. Docs/gateway.md says what may be in it.</value>
    public string? RouteFile { get; init; }

    /// <value>Default null: a certificate in memory. A folder with cert.pem and key.pem, both made at first start if neither exists.</value>
    public string? TlsDirectory { get; init; }

    /// <value>Default true. False sends every request once only, to see what that costs.</value>
    public bool Retry { get; init; } = true;

    /// <value>Bytes; default 1 MiB, as nginx'. A route's own MaxRequestBodySize goes first.</value>
    public long MaxBodySize { get; init; } = 1024 * 1024;

    /// <value>Bytes of all names and values together; default 32 KiB, at most 256 KiB.</value>
    public int MaxHeaderSize { get; init; } = 32 * 1024;

    /// <value>Default empty: nobody. Networks whose X-Forwarded-For and X-Forwarded-Proto are believed.</value>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <exception cref="ServiceException">A value is wrong; all findings at once.</exception>
    public static GatewaySettings From(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var byDefault = new GatewaySettings();
        var settings = new GatewaySettings
        {
            RouteFile = reader.Text(RouteFileKey),
            TlsDirectory = reader.Text("Workshop:TlsDirectory"),
            Retry = reader.Text(RetryKey) is null || reader.Boolean(RetryKey),
            MaxBodySize = Bytes(reader, MaxBodySizeKey, byDefault.MaxBodySize, least: 0, most: 1L << 40),
            MaxHeaderSize = (int)Bytes(reader, MaxHeaderSizeKey, byDefault.MaxHeaderSize, least: 1024, most: 256 * 1024),
            TrustedProxies = [.. Networks(reader)],
        };
        reader.ThrowIfWrong();
        return settings;
    }

    private static long Bytes(SettingsReader reader, string key, long byDefault, long least, long most)
    {
        if (reader.Text(key) is not { } text)
        {
            return byDefault;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
        {
            return value;
        }

        reader.Find($"{key}: '{text}' is not a number of bytes from {least} to {most}.");
        return byDefault;
    }

    private static IEnumerable<IPNetwork> Networks(SettingsReader reader)
    {
        foreach (var text in (reader.Text(TrustedProxiesKey) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPAddress.TryParse(text, out var address))
            {
                yield return new IPNetwork(address, address.GetAddressBytes().Length * 8);
            }
            else if (IPNetwork.TryParse(text, out var network))
            {
                yield return network;
            }
            else
            {
                reader.Find($"{TrustedProxiesKey}: '{text}' is neither an address nor a network such as '130.211.0.0/22'. Write them with commas between.");
            }
        }
    }
}
