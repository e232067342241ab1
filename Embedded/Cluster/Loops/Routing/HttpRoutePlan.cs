using System.Globalization;
using System.Text.Json.Nodes;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Routing;

/// <summary>The rules of an HTTPRoute, and what of it a gateway cannot follow. Touches nothing.</summary>
/// <param name="Unsupported">In words; null: all of it is followed.</param>
/// <param name="Missing">A backend that is not there; null: all are.</param>
internal sealed record HttpRoutePlan(IReadOnlyList<GatewayRoute> Routes, string? Unsupported, string? Missing)
{
    /// <param name="ns">The route's namespace.</param>
    /// <param name="hosts">Those for which its Gateway listens and that it names itself; empty: any.</param>
    /// <param name="find">The address of a backend; null: there is none.</param>
    public static HttpRoutePlan For(JsonObject route, string ns, IReadOnlyList<string> hosts, Func<string, string, string?, string?> find)
    {
        var (routes, unsupported, missing) = (new List<GatewayRoute>(), (string?)null, (string?)null);
        var i = 0;
        foreach (var rule in route.Obj("spec").Items("rules"))
        {
            unsupported ??= WhatNobodyFollows(rule);
            var backends = new List<RouteBackend>();
            foreach (var reference in rule.Items("backendRefs"))
            {
                var (space, name, port) = (reference.Str("namespace") ?? ns, reference.Str("name") ?? "", reference.Int("port")?.ToString(CultureInfo.InvariantCulture));
                if ((reference.Str("kind") ?? "Service") == "Service" && find(space, name, port) is { } address)
                {
                    backends.Add(new RouteBackend(address, (int)(reference.Int("weight") ?? 1)));
                }
                else
                {
                    missing ??= port is null ? $"service \"{space}/{name}\" not found" : $"service \"{space}/{name}\" with port {port} not found";
                }
            }

            foreach (var match in rule.Items("matches").Where(_ => backends.Count > 0))
            {
                foreach (var host in hosts.DefaultIfEmpty<string?>(null))
                {
                    routes.Add(Rule(route, ns, rule, match, host, backends, i++));
                }
            }
        }

        return new HttpRoutePlan(unsupported is null ? routes : [], unsupported, missing);
    }

    private static GatewayRoute Rule(JsonObject route, string ns, JsonObject rule, JsonObject match, string? host, List<RouteBackend> backends, int index)
    {
        var kind = match.Obj("path").Str("type") == "Exact" ? PathKind.Exact : PathKind.Prefix;
        var path = match.Obj("path").Str("value") is { Length: > 0 } value ? value : "/";
        return new GatewayRoute(string.Create(CultureInfo.InvariantCulture, $"{ns}.{route.Obj("metadata").Str("name")}.{index}"), host, kind, path, backends)
        {
            Method = match.Str("method"),
            Headers = Pairs(match, "headers"),
            Query = Pairs(match, "queryParams"),
            Transforms = [.. rule.Items("filters").SelectMany(filter => RouteFilters.Transforms(filter, path))],
        };
    }

    private static List<KeyValuePair<string, string>> Pairs(JsonObject match, string field) => [.. match.Items(field).Select(item => KeyValuePair.Create(item.Str("name") ?? "", item.Str("value") ?? ""))];

    private static string? WhatNobodyFollows(JsonObject rule) =>
        rule.Items("matches").Any(match => match.Obj("path").Str("type") == "RegularExpression" || match.Items("headers").Concat(match.Items("queryParams")).Any(item => item.Str("type") == "RegularExpression"))
            ? "regular expressions are not supported"
            : rule.Items("filters").FirstOrDefault(filter => !RouteFilters.IsSupported(filter)) is { } filter ? $"filter {filter.Str("type")} is not supported"
            : null;
}
