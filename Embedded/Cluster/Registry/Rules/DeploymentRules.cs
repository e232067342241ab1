using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

internal sealed class DeploymentRules : KindRules
{
    public override bool CountsGenerations => true;

    // deployment.kubernetes.io/revision comes this way.
    public override bool StatusBringsAnnotations => true;

    public override JsonObject FirstStatus(JsonObject body) => [];

    // Annotations count too: the loop copies them to the ReplicaSet.
    public override bool IsNewGeneration(JsonObject old, JsonObject body) =>
        base.IsNewGeneration(old, body) || !JsonNode.DeepEquals(old.Obj("metadata")?["annotations"], body.Obj("metadata")?["annotations"]);
}
