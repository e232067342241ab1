using Yarp.ReverseProxy.Model;

namespace Workshop.Gateway.Forwarding;

/// <summary>The destinations that one request has tried, and those that are left.</summary>
internal sealed class Attempts(IReverseProxyFeature proxy)
{
    private readonly List<DestinationState> _tried = [];
    private bool _wasRepeated;

    public string ClusterId => proxy.Cluster.Config.ClusterId;

    /// <value>The timestamp of the latest attempt's begin.</value>
    public long BegunAt { get; private set; }

    public string Failed => proxy.ProxiedDestination?.Model.Config.Address ?? "";

    public Task BeginAsync(HttpContext context, RequestDelegate attempt, long now)
    {
        BegunAt = now;
        return attempt(context);
    }

    /// <summary>Points the request to where it may go next.</summary>
    /// <returns>False when there is no such place.</returns>
    public bool TryNext(Retry retry)
    {
        if (retry == Retry.No || (retry == Retry.Once && _wasRepeated))
        {
            return false;
        }

        if (proxy.ProxiedDestination is { } failed)
        {
            _tried.Add(failed);
        }

        // As they are now: the pod that failed may be out of the names already, and a new one in.
        var current = proxy.Route.Cluster?.DestinationsState.AvailableDestinations ?? [];
        var left = current.Where(destination => !_tried.Contains(destination)).ToList();
        if (retry == Retry.Once)
        {
            _wasRepeated = true;
            left = left.Count > 0 ? left : [.. current];
        }
        else if (left.Count == 0 && current.Count == 1 && !_wasRepeated)
        {
            // In a real cluster a Service is one address, and the next connection may come to another pod of it.
            _wasRepeated = true;
            left = [.. current];
        }

        proxy.AvailableDestinations = left;
        return left.Count > 0;
    }
}
