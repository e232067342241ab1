using System.Net;
using Workshop.Gateway.Limits;
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
    internal const string MaxConnectionsKey = "Workshop:MaxConnections";
    internal const string MaxRequestsKey = "Workshop:MaxRequests";
    private const string TrustedProxiesKey = "Workshop:TrustedProxies";
    private const string Bytes = "a number of bytes";

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

    /// <value>Connections of clients at once, 1 to 1,000,000; default: what half of the memory that this process may have holds, if each takes all it can, but 500 to 10,000.</value>
    public int MaxConnections { get; init; } = (int)Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2 / LimitsExtensions.MostBytesOfConnection, 500, 10_000);

    /// <value>Requests under way at once, 1 to 1,000,000; default 1,000. Beyond them a client is asked to come again.</value>
    public int MaxRequests { get; init; } = 1000;

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
            MaxBodySize = reader.Number(MaxBodySizeKey, byDefault.MaxBodySize, least: 0, most: 1L << 40, of: Bytes),
            MaxHeaderSize = (int)reader.Number(MaxHeaderSizeKey, byDefault.MaxHeaderSize, least: 1024, most: 256 * 1024, of: Bytes),
            MaxConnections = (int)reader.Number(MaxConnectionsKey, byDefault.MaxConnections, least: 1, most: 1_000_000),
            MaxRequests = (int)reader.Number(MaxRequestsKey, byDefault.MaxRequests, least: 1, most: 1_000_000),
            TrustedProxies = reader.Networks(TrustedProxiesKey) ?? byDefault.TrustedProxies,
        };
        reader.ThrowIfWrong();
        return settings;
    }
}
