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
            if (!subset.Items("addresses").Any() && !subset.Items("notReadyAddresses").Any())
            {
                errors.Required($"subsets[{i}]", "must specify `addresses` or `notReadyAddresses`");
            }

            foreach (var list in (string[])["addresses", "notReadyAddresses"])
            {
                Addresses(subset.Items(list), $"subsets[{i}].{list}", errors);
            }

            Ports(subset.Items("ports").ToList(), $"subsets[{i}].ports", errors);
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

    private static void Ports(List<JsonObject> ports, string field, FieldErrors errors)
    {
        foreach (var (i, port) in ports.Index())
        {
            var name = port.Str("name") ?? "";
            if (name.Length > 0)
            {
                errors.Invalid($"{field}[{i}].name", name, Syntax.DnsLabel(name));
            }
            else if (ports.Count > 1)
            {
                errors.Required($"{field}[{i}].name");
            }

            errors.Invalid($"{field}[{i}].port", port.Int("port") ?? 0, Syntax.Port(port.Int("port") ?? 0));
            if (port.Str("protocol") is { } protocol and not ("SCTP" or "TCP" or "UDP"))
            {
                errors.Unsupported($"{field}[{i}].protocol", protocol, "SCTP", "TCP", "UDP");
            }
        }
    }
}
