using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace Workshop.Gateway.Balancing;

/// <summary>First by weight and header among the route file's destinations, then the less busy of two of its pods.</summary>
internal sealed class WeightedPolicy : ILoadBalancingPolicy
{
    public const string PolicyName = "Weighted";

    public string Name => PolicyName;

    public DestinationState? PickDestination(HttpContext context, ClusterState cluster, IReadOnlyList<DestinationState> availableDestinations)
    {
        var byShare = availableDestinations.ToLookup(destination => DestinationShare.Of(destination.Model.Config));
        var share = SharePlan.For([.. byShare.Select(group => group.Key)], name => context.Request.Headers[name], Random.Shared.Next);
        return share is null ? null : LessBusy([.. byShare[share]]);
    }

    private static DestinationState LessBusy(List<DestinationState> pods)
    {
        var (one, other) = (pods[Random.Shared.Next(pods.Count)], pods[Random.Shared.Next(pods.Count)]);
        return one.ConcurrentRequestCount <= other.ConcurrentRequestCount ? one : other;
    }
}
