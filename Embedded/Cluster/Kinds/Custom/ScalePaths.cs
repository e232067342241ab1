using System.Text.Json.Nodes;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Kinds.Custom;

/// <summary>Where in a custom resource its scale is, as <c>.spec.replicas</c>.</summary>
/// <param name="Selector">Null: it has no selector.</param>
internal sealed record ScalePaths(string SpecReplicas, string StatusReplicas, string? Selector)
{
    public static ScalePaths Read(JsonObject scale) => new(scale.Str("specReplicasPath") ?? "", scale.Str("statusReplicasPath") ?? "", scale.Str("labelSelectorPath"));
}
