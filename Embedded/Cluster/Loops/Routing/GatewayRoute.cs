using System.Text.Json.Nodes;

namespace Workshop.Cluster.Loops.Routing;

/// <summary>One rule of an Ingress or an HTTPRoute, as a gateway can follow it.</summary>
/// <param name="Host">Null: any.</param>
internal sealed record GatewayRoute(string Name, string? Host, PathKind Kind, string Path, IReadOnlyList<RouteBackend> Backends)
{
    public string? Method { get; init; }

    /// <value>Name and exact value.</value>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];

    /// <value>What the gateway changes on the way, in its own words.</value>
    public IReadOnlyList<JsonObject> Transforms { get; init; } = [];
}

internal enum PathKind
{
    /// <summary>The whole path.</summary>
    Exact,

    /// <summary>The path itself and what is below it, element by element.</summary>
    Prefix,
}
