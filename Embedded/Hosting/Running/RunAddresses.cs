namespace Workshop.Hosting.Running;

/// <summary>Where a running application and its cluster are reached.</summary>
/// <param name="Gateway">The first http endpoint that is reached from outside; null without one.</param>
internal sealed record RunAddresses(Uri? Gateway, Uri? GatewayHttps, Uri Api, string Kubeconfig)
{
    /// <value>Null without a dashboard.</value>
    public Uri? Dashboard { get; init; }

    /// <summary>With the token that lets a browser in: for the user's eyes, not for a file that others may read.</summary>
    public Uri? DashboardLogin { get; init; }

    /// <summary>Where telemetry goes, by OTLP over gRPC.</summary>
    public Uri? Otlp { get; init; }
}
