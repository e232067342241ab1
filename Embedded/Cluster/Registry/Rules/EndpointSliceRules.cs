using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

internal sealed class EndpointSliceRules : KindRules
{
    private const int MostEndpoints = 1_000;

    public override bool CountsGenerations => true;

    public override bool IsNewGeneration(JsonObject old, JsonObject body) =>
        !JsonNode.DeepEquals(old["endpoints"], body["endpoints"]) || !JsonNode.DeepEquals(old["ports"], body["ports"])
        || !JsonNode.DeepEquals(old.Obj("metadata")?["labels"], body.Obj("metadata")?["labels"]);

    public override void Default(JsonObject body)
    {
        foreach (var port in body.Items("ports"))
        {
            port.Default("name", "");
            port.Default("protocol", "TCP");
        }
    }

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var type = body.Str("addressType") ?? "";
        if (type.Length == 0)
        {
            errors.Required("addressType");
        }
        else if (type is not ("IPv4" or "IPv6" or "FQDN"))
        {
            errors.Unsupported("addressType", type, "FQDN", "IPv4", "IPv6");
        }

        if (old is not null && old.Str("addressType") != type)
        {
            errors.Invalid("addressType", type, "field is immutable");
        }

        if (body.Items("endpoints").Count() > MostEndpoints)
        {
            errors.Forbidden("endpoints", $"must have at most {MostEndpoints} items");
        }

        var i = 0;
        foreach (var endpoint in body.Items("endpoints"))
        {
            if (!endpoint.Strings("addresses").Any())
            {
                errors.Required($"endpoints[{i}].addresses", "must contain at least 1 address");
            }

            if (type is "IPv4" or "IPv6")
            {
                Addresses(endpoint, type == "IPv4" ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6, $"endpoints[{i}].addresses", errors);
            }

            i++;
        }
    }

    private static void Addresses(JsonObject endpoint, AddressFamily family, string field, FieldErrors errors)
    {
        foreach (var (address, i) in endpoint.Strings("addresses").Select((address, i) => (address, i)))
        {
            if (EndpointAddress.Problem(address, family) is { } wrong)
            {
                errors.Invalid($"{field}[{i}]", address, wrong);
            }
        }
    }
}
