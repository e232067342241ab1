using Microsoft.Extensions.Configuration.Memory;

namespace Workshop.Gateway.Routes;

/// <summary>Finds everything that is wrong with a route file and can be seen in it: unknown fields, wrong values, what is missing, what leads nowhere.</summary>
internal static class RouteFileCheck
{
    private const string Routes = $"{RouteText.Section}:Routes";
    private const string Clusters = $"{RouteText.Section}:Clusters";

    /// <returns>In the order of the file.</returns>
    public static IReadOnlyList<string> Find(PlacedJson json)
    {
        var findings = new List<(int Line, string Text)>(json.Findings);
        findings.AddRange(json.Values.Select(value => (value.Line, Judge(value))).Where(finding => finding.Item2 is not null)!);
        using var file = new ConfigurationRoot([new MemoryConfigurationProvider(new MemoryConfigurationSource { InitialData = RouteText.DataOf(json) })]);
        findings.AddRange(JudgeRoutes(file).Concat(JudgeClusters(file)).Select(finding => (json.LineOf(finding.Key) ?? 1, finding.Text)));
        return [.. findings.OrderBy(finding => finding.Line).Select(finding => $"line {finding.Line}: {finding.Text}")];
    }

    private static string? Judge(PlacedValue value)
    {
        var field = RouteFields.Root;
        var parts = value.Key.Split(':');
        for (var i = 0; i < parts.Length; i++)
        {
            if (field[parts[i]] is not { } next)
            {
                var known = field.FieldNames.ToList();
                return known.Count == 0
                    ? $"'{string.Join(':', parts[..i])}' must be one value."
                    : $"'{value.Key}': there is no field '{parts[i]}' here, but {string.Join(", ", known)}.";
            }

            field = next;
        }

        return (field.Check, value.Text) switch
        {
            (null, null) => null,
            (null, _) => $"'{value.Key}' must be an object or a list.",
            (_, null) => $"'{value.Key}' must have a value.",
            var (check, text) => check(text) is { } problem ? $"'{value.Key}': '{text}' {problem}." : null,
        };
    }

    private static IEnumerable<(string Key, string Text)> JudgeRoutes(ConfigurationRoot file)
    {
        var routes = file.GetSection(Routes).GetChildren().ToList();
        if (routes.Count == 0)
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

    private static IEnumerable<(string Key, string Text)> JudgeClusters(ConfigurationRoot file)
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
