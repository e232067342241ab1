using System.Text.Json.Nodes;
using Workshop.Cluster.Registry.Rules;

namespace Workshop.Cluster.Registry.PodSecurity;

/// <summary>Names the containers that break a rule, as Pod Security's messages do.</summary>
internal static class Offenders
{
    public static IEnumerable<JsonObject> AllContainers(this JsonObject spec) => PodDefaults.AllContainers(spec);

    public static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(GoText.Quote));

    /// <param name="rule">What follows the names; <c>{use}</c> becomes uses or use.</param>
    /// <param name="who">What stands before the word "container": "pod or ".</param>
    public static string? In(JsonObject spec, Func<JsonObject, bool> isBad, string what, string rule, string who = "")
    {
        var bad = spec.AllContainers().Where(isBad).Select(container => container.Str("name") ?? "").ToList();
        return bad.Count == 0
            ? null
            : $"{what} ({who}{(bad.Count == 1 ? "container" : "containers")} {Quoted(bad)} {rule.Replace("{use}", bad.Count == 1 ? "uses" : "use", StringComparison.Ordinal)})";
    }
}
