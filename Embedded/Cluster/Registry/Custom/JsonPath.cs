using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Custom;

/// <summary>
/// A path in Kubernetes' JSONPath, as printer columns use it: fields, indexes, slices, unions, wildcards, recursive descent and filters, such as
/// <c>.status.conditions[?(@.type=="Ready")].status</c> (its reference: https://kubernetes.io/docs/reference/kubectl/jsonpath/).
/// </summary>
internal sealed class JsonPath
{
    private readonly IReadOnlyList<JsonPathStep> _steps;

    private JsonPath(IReadOnlyList<JsonPathStep> steps) => _steps = steps;

    /// <param name="text">The path without braces: <c>.spec.hosts[0]</c>.</param>
    /// <exception cref="FormatException">Not a path; the message says why.</exception>
    public static JsonPath Parse(string text) => new(new JsonPathReader(text).Read());

    /// <summary>The first value that the path leads to. Null: there is none, or the path does not fit the object (an index behind the end, a comparison of unlike types).</summary>
    public JsonNode? First(JsonNode root) => JsonPathSteps.Walk(_steps, [root]) is [var first, ..] ? first : null;
}
