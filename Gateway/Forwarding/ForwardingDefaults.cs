using System.Net;
using Workshop.Gateway.Balancing;
using Workshop.Gateway.Health;
using Workshop.Gateway.Routes;
using Yarp.ReverseProxy.Configuration;

namespace Workshop.Gateway.Forwarding;

/// <summary>What a route file need not say, and what it says beside YARP's words: weights and headers of destinations.</summary>
internal sealed class ForwardingDefaults(IConfiguration configuration) : IProxyConfigFilter
{
    // As nginx' proxy_read_timeout: how long nothing at all may come, in either direction.
    private static readonly TimeSpan ActivityTimeout = TimeSpan.FromSeconds(60);

    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel)
    {
        // HTTP/1.1 to backends, which serve nothing else without TLS.
        var request = cluster.HttpRequest ?? new();
        var changed = cluster with
        {
            HttpRequest = request with { Version = request.Version ?? HttpVersion.Version11, ActivityTimeout = request.ActivityTimeout ?? ActivityTimeout },
            HealthCheck = WithDefaults(cluster.HealthCheck ?? new()),
        };
        return new(WithShares(changed));
    }

    public ValueTask<RouteConfig> ConfigureRouteAsync(RouteConfig route, ClusterConfig? cluster, CancellationToken cancel) => new(RouteHeaders.Of(route));

    private static HealthCheckConfig WithDefaults(HealthCheckConfig health)
    {
        var passive = health.Passive ?? new();
        return health with
        {
            AvailableDestinationsPolicy = health.AvailableDestinationsPolicy ?? ReadyDestinationsPolicy.PolicyName,
            Passive = passive with { Enabled = passive.Enabled ?? true, Policy = passive.Policy ?? FailedAttemptPolicy.PolicyName },
        };
    }

    private ClusterConfig WithShares(ClusterConfig cluster)
    {
        var destinations = configuration.GetSection($"{RouteText.Section}:Clusters:{cluster.ClusterId}:Destinations");
        var hasShares = destinations.GetChildren().Any(each => each[RouteText.Weight] is not null || each[RouteText.Header] is not null);
        var isWeighted = cluster.LoadBalancingPolicy?.Equals(WeightedPolicy.PolicyName, StringComparison.OrdinalIgnoreCase) ?? hasShares;
        if (!isWeighted || cluster.Destinations is null)
        {
            return cluster;
        }

        return cluster with
        {
            LoadBalancingPolicy = WeightedPolicy.PolicyName,
            Destinations = cluster.Destinations.ToDictionary(pair => pair.Key, pair => Keep(pair.Key, pair.Value, destinations), StringComparer.OrdinalIgnoreCase),
        };
    }

    private static DestinationConfig Keep(string id, DestinationConfig destination, IConfiguration destinations)
    {
        var name = NamesDestinationResolver.NameOf(id);
        var section = destinations.GetSection(name);
        return DestinationShare.Keep(destination, name, section[RouteText.Weight], section[RouteText.Header]);
    }
}
