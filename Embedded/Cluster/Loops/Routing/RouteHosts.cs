namespace Workshop.Cluster.Loops.Routing;

/// <summary>Which host names a route has at a listener.</summary>
internal static class RouteHosts
{
    /// <param name="listener">A name, <c>*.example.com</c>, or nothing: any.</param>
    /// <param name="route">Likewise; empty: any.</param>
    /// <returns>Empty: any host; null: they have none in common.</returns>
    public static IReadOnlyList<string>? Of(string? listener, IReadOnlyList<string> route)
    {
        if (string.IsNullOrEmpty(listener))
        {
            return route;
        }

        if (route.Count == 0)
        {
            return [listener];
        }

        var common = route.Select(host => Covers(listener, host) ? host : Covers(host, listener) ? listener : null).OfType<string>().Distinct().ToList();
        return common.Count == 0 ? null : common;
    }

    private static bool Covers(string general, string special) => general == special || (general.StartsWith("*.", StringComparison.Ordinal) && special.EndsWith(general[1..], StringComparison.Ordinal));
}
