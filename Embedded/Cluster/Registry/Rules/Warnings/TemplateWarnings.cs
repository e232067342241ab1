using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Warnings;

/// <summary>Warnings of objects that make pods of a template.</summary>
internal static class TemplateWarnings
{
    /// <param name="path">Of the template, such as <c>spec.template</c>.</param>
    public static IEnumerable<string> Of(JsonObject body, string path) =>
        PodWarnings.Of(path.Split('.').Aggregate((JsonObject?)body, (at, field) => at.Obj(field)), path + ".");

    /// <param name="use">What becomes of the name: <c>Pod names and hostnames</c>.</param>
    public static IEnumerable<string> OfName(JsonObject body, string use) => Syntax.DnsLabel(body.Obj("metadata").Str("name") ?? "").ToList() is { Count: > 0 } wrong
        ? [$"metadata.name: this is used in {use}, which can result in surprising behavior; a DNS label is recommended: [{string.Join(' ', wrong)}]"]
        : [];
}
