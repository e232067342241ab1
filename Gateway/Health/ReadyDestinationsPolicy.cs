using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Workshop.Gateway.Health;

/// <summary>A failed active check takes a destination out. A failed request only puts it last: were all out for that, a hiccup would be an outage.</summary>
internal sealed class ReadyDestinationsPolicy : IAvailableDestinationsPolicy
{
    public const string PolicyName = "Ready";

    public string Name => PolicyName;

    public IReadOnlyList<DestinationState> GetAvailalableDestinations(ClusterConfig config, IReadOnlyList<DestinationState> allDestinations)
    {
        var ready = config.HealthCheck?.Active?.Enabled == true
            ? allDestinations.Where(destination => destination.Health.Active != DestinationHealth.Unhealthy).ToList()
            : allDestinations;
        var preferred = config.HealthCheck?.Passive?.Enabled == true
            ? ready.Where(destination => destination.Health.Passive != DestinationHealth.Unhealthy).ToList()
            : ready;
        return preferred.Count > 0 ? preferred : ready;
    }
}
