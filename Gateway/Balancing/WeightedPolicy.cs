using System.Runtime.CompilerServices;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace Workshop.Gateway.Balancing;

/// <summary>First by weight and header among the route file's destinations, then the less busy of two of its pods.</summary>
internal sealed class WeightedPolicy : ILoadBalancingPolicy
{
    public const string PolicyName = "Weighted";

    // A list is made anew when its destinations or what is said of them change, and lives as long as requests go by it.
    private readonly ConditionalWeakTable<IReadOnlyList<DestinationState>, Choice> _choices = [];

    public string Name => PolicyName;

    public DestinationState? PickDestination(HttpContext context, ClusterState cluster, IReadOnlyList<DestinationState> availableDestinations)
    {
        var choice = _choices.GetValue(availableDestinations, Choice.Of);
        var share = SharePlan.For(choice.Shares, name => context.Request.Headers[name], Random.Shared.Next);
        return share is null ? null : LessBusy(choice.Pods[share]);
    }

    private static DestinationState LessBusy(List<DestinationState> pods)
    {
        var (one, other) = (pods[Random.Shared.Next(pods.Count)], pods[Random.Shared.Next(pods.Count)]);
        return one.ConcurrentRequestCount <= other.ConcurrentRequestCount ? one : other;
    }

    /// <summary>Who shares the requests, and with which pods.</summary>
    private sealed record Choice(IReadOnlyList<DestinationShare> Shares, IReadOnlyDictionary<DestinationShare, List<DestinationState>> Pods)
    {
        public static Choice Of(IReadOnlyList<DestinationState> destinations)
        {
            var pods = destinations.GroupBy(destination => DestinationShare.Of(destination.Model.Config)).ToDictionary(group => group.Key, group => group.ToList());
            return new([.. pods.Keys], pods);
        }
    }
}
