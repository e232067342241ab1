using Aspire.Hosting;
using Microsoft.Extensions.Configuration;

namespace Workshop.Hosting.Running;

/// <summary>
/// A run lets nobody in without a key or a token, and listens on loopback alone. Settings of Aspire's that would open a door (they are often set for a container, and
/// inherited here) are refused before anything is started.
/// </summary>
internal static class ClosedDoors
{
    private const string Unsecured = "Unsecured";

    private static readonly string[] Anonymous = ["ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS", "DOTNET_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS"];
    private static readonly string[] Modes = ["AppHost:ResourceService:AuthMode", "Dashboard:Frontend:AuthMode", "Dashboard:Otlp:AuthMode", "Dashboard:Api:AuthMode", "Dashboard:ResourceServiceClient:AuthMode"];
    private static readonly string[] Addresses = ["ASPNETCORE_URLS", "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"];

    /// <exception cref="DistributedApplicationException">Some are open: all are named.</exception>
    public static void Demand(IConfiguration configuration)
    {
        string[] lines =
        [
            .. Anonymous.Where(name => bool.TryParse(configuration[name], out var isSet) && isSet).Select(name => $"{name} lets anybody in, and is refused. Remove it: the run prints a link that lets you in."),
            .. Modes.Where(name => string.Equals(configuration[name], Unsecured, StringComparison.OrdinalIgnoreCase)).Select(name => $"{name}={Unsecured} lets anybody in, and is refused. Remove it."),
            .. Addresses.Where(name => !AreLoopback(configuration[name])).Select(name => $"{name}: '{configuration[name]}' is reached from beyond this machine, and is refused. Use an address of 127.0.0.1, or remove it."),
        ];
        if (lines.Length > 0)
        {
            throw new DistributedApplicationException(string.Join(Environment.NewLine, lines));
        }
    }

    // Wildcards such as http://+:80 are no addresses at all.
    private static bool AreLoopback(string? addresses) =>
        (addresses ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).All(text => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.IsLoopback);
}
