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

    // They are mirrored into EndpointSlices: what must not stand there must not come in by this way.
    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        foreach (var (subset, i) in body.Items("subsets").Select((subset, i) => (subset, i)))
        {
            foreach (var list in (string[])["addresses", "notReadyAddresses"])
            {
                Addresses(subset.Items(list), $"subsets[{i}].{list}", errors);
            }
        }
    }

    private static void Addresses(IEnumerable<JsonObject> addresses, string field, FieldErrors errors)
    {
        foreach (var (text, i) in addresses.Select((address, i) => (address.Str("ip") ?? "", i)))
        {
            if (EndpointAddress.Problem(text) is { } wrong)
            {
                errors.Invalid($"{field}[{i}].ip", text, wrong);
            }
        }
    }
}
