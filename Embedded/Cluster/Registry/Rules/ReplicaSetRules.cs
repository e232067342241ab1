using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

internal sealed class ReplicaSetRules : KindRules
{
    public override bool CountsGenerations => true;

    public override JsonObject FirstStatus(JsonObject body) => new() { ["replicas"] = 0L };
}
