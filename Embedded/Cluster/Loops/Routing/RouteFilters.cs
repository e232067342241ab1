using System.Text.Json.Nodes;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Routing;

/// <summary>Filters of an HTTPRoute in the gateway's words.</summary>
internal static class RouteFilters
{
    public static bool IsSupported(JsonObject filter) => filter.Str("type") is "RequestHeaderModifier" or "ResponseHeaderModifier" or "URLRewrite";

    /// <param name="path">What the rule matches.</param>
    public static IEnumerable<JsonObject> Transforms(JsonObject filter, string path) => filter.Str("type") switch
    {
        "RequestHeaderModifier" => Headers(filter.Obj("requestHeaderModifier"), "RequestHeader", "RequestHeaderRemove"),
        "ResponseHeaderModifier" => Headers(filter.Obj("responseHeaderModifier"), "ResponseHeader", "ResponseHeaderRemove"),
        "URLRewrite" => Rewrite(filter.Obj("urlRewrite"), path),
        _ => [],
    };

    private static IEnumerable<JsonObject> Headers(JsonObject? modifier, string set, string remove) =>
        modifier.Items("set").Select(header => new JsonObject { [set] = header.Str("name"), ["Set"] = header.Str("value") })
            .Concat(modifier.Items("add").Select(header => new JsonObject { [set] = header.Str("name"), ["Append"] = header.Str("value") }))
            .Concat(modifier.Strings("remove").Select(name => new JsonObject { [remove] = name }));

    private static IEnumerable<JsonObject> Rewrite(JsonObject? rewrite, string path)
    {
        if (rewrite.Str("hostname") is { Length: > 0 } host)
        {
            yield return new JsonObject { ["RequestHeader"] = "Host", ["Set"] = host };
        }

        if (rewrite.Obj("path").Str("replaceFullPath") is { Length: > 0 } full)
        {
            yield return new JsonObject { ["PathSet"] = full };
        }
        else if (rewrite.Obj("path").Str("replacePrefixMatch") is { } prefix)
        {
            if (path.TrimEnd('/').Length > 0)
            {
                yield return new JsonObject { ["PathRemovePrefix"] = path.TrimEnd('/') };
            }

            if (prefix.TrimEnd('/').Length > 0)
            {
                yield return new JsonObject { ["PathPrefix"] = prefix.TrimEnd('/') };
            }
        }
    }
}
