using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workshop.Cluster.Loops.Routing;

/// <summary>The route file of a gateway (see Docs/gateway.md), made of rules. Touches nothing.</summary>
internal static class RouteFile
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The more a rule demands, the earlier it is asked: host, then path, method, headers and query.</summary>
    public static string Text(IEnumerable<GatewayRoute> rules)
    {
        var (routes, clusters) = (new JsonObject(), new JsonObject());
        var ordered = rules
            .OrderBy(rule => rule.Host is null ? 2 : rule.Host.StartsWith('*') ? 1 : 0)
            .ThenByDescending(rule => rule.Host?.Length ?? 0)
            .ThenBy(rule => rule.Kind)
            .ThenByDescending(rule => rule.Path.Length)
            .ThenByDescending(rule => rule.Method is not null)
            .ThenByDescending(rule => rule.Headers.Count)
            .ThenByDescending(rule => rule.Query.Count)
            .ToList();
        foreach (var (rule, order) in ordered.Select((rule, order) => (rule, order)))
        {
            routes[rule.Name] = Route(rule, order);
            clusters[rule.Name] = Cluster(rule);
        }

        return new JsonObject { ["ReverseProxy"] = new JsonObject { ["Routes"] = routes, ["Clusters"] = clusters } }.ToJsonString(Readable);
    }

    private static JsonObject Route(GatewayRoute rule, int order)
    {
        var match = new JsonObject { ["Path"] = Pattern(rule) };
        if (rule.Host is not null)
        {
            match["Hosts"] = new JsonArray(rule.Host);
        }

        if (rule.Method is not null)
        {
            match["Methods"] = new JsonArray(rule.Method);
        }

        if (rule.Headers.Count > 0)
        {
            match["Headers"] = Values(rule.Headers, "ExactHeader");
        }

        if (rule.Query.Count > 0)
        {
            match["QueryParameters"] = Values(rule.Query, "Exact");
        }

        var route = new JsonObject { ["ClusterId"] = rule.Name, ["Order"] = order, ["Match"] = match };
        if (rule.Transforms.Count > 0)
        {
            route["Transforms"] = new JsonArray([.. rule.Transforms.Select(transform => transform.DeepClone())]);
        }

        return route;
    }

    private static JsonArray Values(IEnumerable<KeyValuePair<string, string>> pairs, string mode) =>
        [.. pairs.Select(pair => new JsonObject { ["Name"] = pair.Key, ["Values"] = new JsonArray(pair.Value), ["Mode"] = mode, ["IsCaseSensitive"] = true })];

    // Braces mean something in a pattern: doubled, they are themselves.
    private static string Pattern(GatewayRoute rule)
    {
        var path = rule.Path.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
        return rule.Kind == PathKind.Exact ? path : $"{path.TrimEnd('/')}/{{**rest}}";
    }

    private static JsonObject Cluster(GatewayRoute rule)
    {
        var destinations = new JsonObject();
        foreach (var (backend, index) in rule.Backends.Select((backend, index) => (backend, index)))
        {
            var destination = new JsonObject { ["Address"] = backend.Address };
            if (rule.Backends.Count > 1)
            {
                destination["Weight"] = backend.Weight;
            }

            destinations[string.Create(CultureInfo.InvariantCulture, $"backend-{index}")] = destination;
        }

        return new JsonObject { ["Destinations"] = destinations };
    }
}
