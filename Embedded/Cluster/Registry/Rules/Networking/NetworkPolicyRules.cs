using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Networking;

internal sealed class NetworkPolicyRules : KindRules
{
    public override bool CountsGenerations => true;

    public override IEnumerable<string> Warnings(JsonObject body, JsonObject? old) =>
        ["this cluster stores NetworkPolicies and does not enforce them: its pods are processes of one machine, which no network separates"];

    public override void Default(JsonObject body)
    {
        var spec = body.Ensure("spec");
        spec.Ensure("podSelector");
        if (spec["policyTypes"] is not JsonArray { Count: > 0 })
        {
            JsonNode[] types = spec["egress"] is JsonArray { Count: > 0 } ? ["Ingress", "Egress"] : ["Ingress"];
            spec["policyTypes"] = new JsonArray(types);
        }

        foreach (var port in spec.Items("ingress").Concat(spec.Items("egress")).SelectMany(rule => rule.Items("ports")))
        {
            port.Default("protocol", "TCP");
        }
    }

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var spec = body.Obj("spec");
        LabelSelectorValidation.Validate(spec.Obj("podSelector"), "spec.podSelector", errors);
        Rules(spec, "ingress", "from", errors);
        Rules(spec, "egress", "to", errors);
        var types = spec.Strings("policyTypes").ToList();
        if (types.Count > 2)
        {
            errors.Invalid("spec.policyTypes", new GoExpression($"[]networking.PolicyType{{{string.Join(", ", types.Select(GoText.Quote))}}}"), "may not specify more than two policyTypes");
            return;
        }

        foreach (var (i, type) in types.Index().Where(pair => pair.Item is not ("Ingress" or "Egress")))
        {
            errors.Unsupported($"spec.policyTypes[{i}]", type, "Ingress", "Egress");
        }
    }

    private static void Rules(JsonObject? spec, string direction, string peers, FieldErrors errors)
    {
        foreach (var (i, rule) in spec.Items(direction).Index())
        {
            foreach (var (j, port) in rule.Items("ports").Index())
            {
                Port(port, $"spec.{direction}[{i}].ports[{j}]", errors);
            }

            foreach (var (j, peer) in rule.Items(peers).Index())
            {
                Peer(peer, $"spec.{direction}[{i}].{peers}[{j}]", errors);
            }
        }
    }

    private static void Peer(JsonObject peer, string field, FieldErrors errors)
    {
        LabelSelectorValidation.Validate(peer.Obj("podSelector"), $"{field}.podSelector", errors);
        LabelSelectorValidation.Validate(peer.Obj("namespaceSelector"), $"{field}.namespaceSelector", errors);
        Block(peer.Obj("ipBlock"), $"{field}.ipBlock", errors);
        if (peer.Count == 0)
        {
            errors.Required(field, "must specify a peer");
        }
        else if (peer.Count > 1 && peer.Obj("ipBlock") is not null)
        {
            errors.Forbidden(field, "may not specify both ipBlock and another peer");
        }
    }

    private static void Block(JsonObject? block, string field, FieldErrors errors)
    {
        if (block is null)
        {
            return;
        }

        var cidr = block.Str("cidr") ?? "";
        if (cidr.Length == 0)
        {
            errors.Required($"{field}.cidr");
            return;
        }

        errors.Invalid($"{field}.cidr", cidr, Syntax.Block(cidr));
        foreach (var (i, except) in block.Strings("except").Index().Where(_ => !Syntax.Block(cidr).Any()))
        {
            errors.Invalid($"{field}.except[{i}]", except, Syntax.Block(except));
            if (!Syntax.Block(except).Any() && !AddressBlock.Parse(cidr).IsStrictlyWider(AddressBlock.Parse(except)))
            {
                errors.Invalid($"{field}.except[{i}]", except, "must be a strict subset of `cidr`");
            }
        }
    }

    private static void Port(JsonObject port, string field, FieldErrors errors)
    {
        if (port.Str("protocol") is not ("TCP" or "UDP" or "SCTP") and var protocol)
        {
            errors.Unsupported($"{field}.protocol", protocol ?? "", "TCP", "UDP", "SCTP");
        }

        var end = port.Int("endPort");
        switch (port["port"]?.GetValueKind())
        {
            case JsonValueKind.Number:
                var number = port.Int("port") ?? 0;
                errors.Invalid($"{field}.port", number, Syntax.Port(number));
                if (end < number)
                {
                    errors.Invalid($"{field}.endPort", end, "must be greater than or equal to `port`");
                }

                if (end is not null)
                {
                    errors.Invalid($"{field}.endPort", end, Syntax.Port(end.Value));
                }

                break;
            case JsonValueKind.String:
                if (end is not null)
                {
                    errors.Invalid($"{field}.endPort", end, "may not be specified when `port` is non-numeric");
                }

                errors.Invalid($"{field}.port", port.Str("port"), Syntax.PortName(port.Str("port")!));
                break;
            case null when end is not null:
                errors.Invalid($"{field}.endPort", end, "may not be specified when `port` is not specified");
                break;
        }
    }
}
