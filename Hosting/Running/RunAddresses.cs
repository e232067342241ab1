using Microsoft.Extensions.Configuration;
using Workshop.Cluster;

namespace Workshop.Hosting.Running;

/// <summary>Where a running application and its cluster are reached.</summary>
/// <param name="Gateway">The first http endpoint that is reached from outside; null without one.</param>
internal sealed record RunAddresses(Uri? Gateway, Uri? GatewayHttps, Uri Api, string Kubeconfig)
{
    /// <value>Aspire's dashboard; null without one.</value>
    public Uri? Dashboard { get; init; }

    /// <summary>With the token that lets a browser in: for the user's eyes, not for a file that others may read.</summary>
    public Uri? DashboardLogin { get; init; }

    /// <value>True: the gateway gives tokens, at <c>/login</c>.</value>
    public bool HasLogin { get; init; }

    /// <value>The cluster page, with its token; null without one.</value>
    public Uri? ClusterPage { get; init; }

    /// <summary>Where telemetry goes, by OTLP over gRPC.</summary>
    public Uri? Otlp { get; init; }

    public static RunAddresses Of(EmbeddedCluster cluster, IConfiguration configuration)
    {
        var addresses = new RunAddresses(null, null, cluster.ApiAddress, cluster.KubeconfigPath);
        // No key: Aspire's dashboard is switched off.
        if (configuration["AppHost:OtlpApiKey"] is not { Length: > 0 } || configuration["ASPNETCORE_URLS"] is not { Length: > 0 } web)
        {
            return addresses;
        }

        var dashboard = new Uri(web.Split(';')[0]);
        return addresses with
        {
            Dashboard = dashboard,
            DashboardLogin = configuration["AppHost:BrowserToken"] is { Length: > 0 } token ? new Uri(dashboard, $"login?t={Uri.EscapeDataString(token)}") : dashboard,
            Otlp = configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] is { Length: > 0 } otlp ? new Uri(otlp) : null,
        };
    }
}
