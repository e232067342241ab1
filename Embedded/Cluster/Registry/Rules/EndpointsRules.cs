using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

internal sealed class EndpointsRules : KindRules
{
    public override void Default(JsonObject body)
    {
        foreach (var port in body.Items("subsets").SelectMany(subset => subset.Items("ports")))
        {
            port.Default("protocol", "TCP");
        }
    }
}
