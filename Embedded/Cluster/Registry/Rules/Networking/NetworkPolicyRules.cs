using System.Globalization;
using System.Net;
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
        Rules(spec, "ingress", "from", errors);
        Rules(spec, "egress", "to", errors);
        var i = 0;
        foreach (var type in spec.Strings("policyTypes"))
        {
            if (type is not ("Ingress" or "Egress"))
            {
                errors.Unsupported($"spec.policyTypes[{i}]", type, "Egress", "Ingress");
            }

            i++;
        }
    }

    private static void Rules(JsonObject? spec, string direction, string peers, FieldErrors errors)
    {
        var i = 0;
        foreach (var rule in spec.Items(direction))
        {
            var j = 0;
            foreach (var peer in rule.Items(peers))
            {
                Peer(peer, $"spec.{direction}[{i}].{peers}[{j++}]", errors);
            }

            j = 0;
            foreach (var port in rule.Items("ports"))
            {
                Port(port, $"spec.{direction}[{i}].ports[{j++}]", errors);
            }

            i++;
        }
    }

    private static void Peer(JsonObject peer, string field, FieldErrors errors)
    {
        if (peer.Count == 0)
        {
            errors.Required(field, "must specify a peer");
        }
        else if (peer.Obj("ipBlock") is { } block)
        {
            if (peer.Count > 1)
            {
                errors.Forbidden(field, "may not specify both ipBlock and another peer");
            }

            Cidr(block.Str("cidr") ?? "", $"{field}.ipBlock.cidr", errors);
            var i = 0;
            foreach (var except in block.Strings("except"))
            {
                Cidr(except, $"{field}.ipBlock.except[{i++}]", errors);
            }
        }
    }

    private static void Cidr(string cidr, string field, FieldErrors errors)
    {
        if (cidr.Length == 0)
        {
            errors.Required(field);
        }
        else if (!IPNetwork.TryParse(cidr, out _))
        {
            errors.Invalid(field, cidr, "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)");
        }
    }

    private static void Port(JsonObject port, string field, FieldErrors errors)
    {
        if (port.Str("protocol") is not ("TCP" or "UDP" or "SCTP") and var protocol)
        {
            errors.Unsupported($"{field}.protocol", protocol ?? "", "SCTP", "TCP", "UDP");
        }

        if (port["port"] is { } number && long.TryParse(number.Text(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && Syntax.Port(value) is { } wrong)
        {
            errors.Invalid($"{field}.port", value, wrong);
        }
    }
}
