using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>What Kubernetes demands of the addresses that a Service asks for.</summary>
internal static class ServiceAddressValidation
{
    private const string At = "spec.clusterIPs";
    private static readonly string[] Families = ["IPv4", "IPv6"];
    private static readonly string[] FamilyPolicies = ["PreferDualStack", "RequireDualStack", "SingleStack"];

    public static void External(JsonObject spec, FieldErrors errors)
    {
        foreach (var (i, address) in spec.Strings("externalIPs").Index())
        {
            if (EndpointAddress.Problem(address) is { } wrong)
            {
                errors.Invalid($"spec.externalIPs[{i}]", address, wrong);
            }
        }
    }

    public static void OfCluster(JsonObject spec, string type, FieldErrors errors)
    {
        if (type == "ExternalName")
        {
            return;
        }

        var (first, all) = (spec.Str("clusterIP") ?? "", spec.Strings("clusterIPs").ToList());
        var words = new GoExpression(GoText.StringList(all));
        if (first.Length == 0 && all.Count > 0)
        {
            errors.Invalid(At, words, "must be empty when `clusterIP` is not specified");
        }
        else if (all.Count > 0 && all[0] != first)
        {
            errors.Invalid(At, words, "first value must match `clusterIP`");
        }

        var seen = new HashSet<string>();
        foreach (var (i, family) in spec.Strings("ipFamilies").Index())
        {
            if (!Families.Contains(family))
            {
                errors.Unsupported($"spec.ipFamilies[{i}]", family, Families);
            }

            if (!seen.Add(family))
            {
                errors.Duplicate($"spec.ipFamilies[{i}]", family);
            }
        }

        if (spec.Str("ipFamilyPolicy") is { } policy && !FamilyPolicies.Contains(policy))
        {
            errors.Unsupported("spec.ipFamilyPolicy", policy, FamilyPolicies);
        }

        // Who sets the one field has set the other.
        Each(all.Count > 0 || first.Length == 0 ? all : [first], words, errors);
    }

    private static void Each(List<string> addresses, GoExpression words, FieldErrors errors)
    {
        foreach (var (i, address) in addresses.Index())
        {
            if (i > 0 || address != "None")
            {
                errors.Invalid($"{At}[{i}]", address, Syntax.Address(address));
            }
            else if (addresses.Count > 1)
            {
                errors.Invalid(At, words, "'None' must be the first and only value");
            }
        }

        if (addresses.Count > 2)
        {
            errors.Invalid(At, words, "may only hold up to 2 values");
        }
    }
}
