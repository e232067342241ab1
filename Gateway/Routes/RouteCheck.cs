namespace Workshop.Gateway.Routes;

/// <summary>Finds everything that is wrong with routes and can be seen in them: unknown fields, wrong values, what is missing, what leads nowhere, what nobody can tell apart.</summary>
internal static class RouteCheck
{
    private const string Routes = $"{RouteText.Section}:Routes";
    private const string Clusters = $"{RouteText.Section}:Clusters";

    /// <returns>The configuration key that each finding is about.</returns>
    public static IEnumerable<(string Key, string Text)> Find(IConfiguration routes, Func<string, string> placeOf) =>
        JudgeRoutes(routes).Concat(JudgeAlike(routes, placeOf)).Concat(JudgeClusters(routes));

    /// <returns>What is wrong with a value by itself; null where nothing is.</returns>
    public static string? Judge(string key, string? text)
    {
        var field = RouteFields.Root;
        var parts = key.Split(':');
        for (var i = 0; i < parts.Length; i++)
        {
            if (field[parts[i]] is not { } next)
            {
                var known = field.FieldNames.ToList();
                return known.Count == 0
                    ? $"'{string.Join(':', parts[..i])}' must be one value."
                    : $"'{key}': there is no field '{parts[i]}' here, but {string.Join(", ", known)}.";
            }

            field = next;
        }

        return (field.Check, text) switch
        {
            (null, null) => null,
            (null, _) => $"'{key}' must be an object or a list.",
            (_, null) => $"'{key}' must have a value.",
            var (check, value) => check(value) is { } problem ? $"'{key}': '{value}' {problem}." : null,
        };
    }

    private static IEnumerable<(string Key, string Text)> JudgeRoutes(IConfiguration file)
    {
        var routes = file.GetSection(Routes).GetChildren().ToList();

        // Written and empty, it is meant: a cluster whose last route has gone says so, and nothing is to be served. Left out, it is a slip.
        if (routes.Count == 0 && file.GetSection(RouteText.Section).GetChildren().All(child => !child.Path.Equals(Routes, StringComparison.OrdinalIgnoreCase)))
        {
            yield return (Routes, $"the file has no route. Write them under {Routes}, and their backends under {Clusters}.");
        }

        var clusters = file.GetSection(Clusters).GetChildren().Select(cluster => cluster.Key).ToList();
        foreach (var route in routes)
        {
            if (route["ClusterId"] is not { Length: > 0 } cluster)
            {
                yield return (route.Path, $"route '{route.Key}' has no ClusterId. Name one of {Clusters}.");
            }
            else if (!clusters.Contains(cluster, StringComparer.OrdinalIgnoreCase))
            {
                yield return ($"{route.Path}:ClusterId", $"route '{route.Key}' leads to the cluster '{cluster}', which is not in the file. It has {Words(clusters)}.");
            }
        }
    }

    private static IEnumerable<(string Key, string Text)> JudgeAlike(IConfiguration file, Func<string, string> placeOf)
    {
        var before = new List<RouteShape>();
        foreach (var route in file.GetSection(Routes).GetChildren().Select(RouteShape.Of).OfType<RouteShape>())
        {
            foreach (var alike in before.Where(route.IsAlike))
            {
                yield return (route.Key, $"route '{route.Name}' takes the same requests as route '{alike.Name}'{placeOf(alike.Key)}, and nothing says whose they are. Give one of them another Match, or an Order: the smaller goes first.");
            }

            before.Add(route);
        }
    }

    private static IEnumerable<(string Key, string Text)> JudgeClusters(IConfiguration file)
    {
        foreach (var cluster in file.GetSection(Clusters).GetChildren())
        {
            var destinations = cluster.GetSection("Destinations").GetChildren().ToList();
            if (destinations.Count == 0)
            {
                yield return (cluster.Path, $"cluster '{cluster.Key}' has no destination. Write {cluster.Path}:Destinations:NAME:Address.");
            }

            foreach (var destination in destinations.Where(destination => destination["Address"] is null))
            {
                yield return (destination.Path, $"destination '{destination.Key}' of cluster '{cluster.Key}' has no Address.");
            }

            if (destinations.Count > 0 && destinations.All(destination => destination[RouteText.Weight]?.Trim('0') == ""))
            {
                yield return ($"{cluster.Path}:Destinations", $"all destinations of cluster '{cluster.Key}' have the weight 0: nobody would be served. Give one of them another.");
            }

            if (cluster["LoadBalancingPolicy"] is { } policy && policy != Balancing.WeightedPolicy.PolicyName && destinations.Any(each => each[RouteText.Weight] is not null || each[RouteText.Header] is not null))
            {
                yield return ($"{cluster.Path}:LoadBalancingPolicy", $"cluster '{cluster.Key}' has weights or headers and the policy '{policy}', which knows neither. Leave the policy out.");
            }
        }
    }

    private static string Words(List<string> names) => names.Count == 0 ? "none" : string.Join(", ", names.Select(name => $"'{name}'"));
}
