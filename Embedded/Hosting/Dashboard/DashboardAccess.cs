using System.Security.Cryptography;

namespace Workshop.Hosting.Dashboard;

/// <summary>Where the dashboard of one run is reached on this machine, and with what.</summary>
/// <param name="Web">Its pages, without a token.</param>
/// <param name="OtlpGrpc">Where telemetry goes: OTLP over gRPC.</param>
/// <param name="OtlpHttp">The same over HTTP.</param>
/// <param name="BrowserToken">Lets a browser in, to see and to act.</param>
/// <param name="ReadOnlyToken">Lets a browser in to see.</param>
/// <param name="OtlpKey">Lets telemetry in, nothing else.</param>
internal sealed record DashboardAccess(Uri Web, Uri OtlpGrpc, Uri OtlpHttp, string BrowserToken, string ReadOnlyToken, string OtlpKey)
{
    public const string OtlpKeyHeader = "x-otlp-api-key";
    public const string ServiceName = "dashboard";

    // 128 bits, written as hexadecimal digits: they stand in an address and in a header.
    private const int KeyLength = 16;

    /// <summary>The address that logs a browser in.</summary>
    public Uri Login => new(Web, $"login?t={Uri.EscapeDataString(BrowserToken)}");

    public string OtlpHeaders => $"{OtlpKeyHeader}={OtlpKey}";

    /// <param name="browserToken">Null: a random one; so the other.</param>
    public static DashboardAccess Make(string host, DashboardPorts ports, string? browserToken, string? readOnlyToken) => new(
        Address(host, ports.Web),
        Address(host, ports.OtlpGrpc),
        Address(host, ports.OtlpHttp),
        browserToken ?? NewKey(),
        readOnlyToken ?? NewKey(),
        NewKey());

    // A record would print them.
    public override string ToString() => $"{Web} (OTLP {OtlpGrpc}, {OtlpHttp})";

    private static Uri Address(string host, int port) => new UriBuilder(Uri.UriSchemeHttp, host, port).Uri;

    private static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyLength));
}
