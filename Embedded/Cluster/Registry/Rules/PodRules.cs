using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

internal sealed class PodRules : KindRules
{
    public override JsonObject FirstStatus(JsonObject body) => new() { ["phase"] = "Pending" };
}
