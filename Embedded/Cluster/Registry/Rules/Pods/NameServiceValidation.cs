using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Pods;

/// <summary>What Kubernetes demands of what a pod says about names: <c>dnsConfig</c>, <c>hostAliases</c>, its own.</summary>
internal static class NameServiceValidation
{
    private const int MostServers = 3;
    private const int MostSearchPaths = 32;
    private const int LongestSearchList = 2048;

    public static void Config(JsonObject spec, string at, FieldErrors errors)
    {
        var config = spec.Obj("dnsConfig");
        var (servers, searches) = (config.Strings("nameservers").ToList(), config.Strings("searches").ToList());
        if (spec.Str("dnsPolicy") == "None" && config is null)
        {
            errors.Required(at, "must provide `dnsConfig` when `dnsPolicy` is None");
        }
        else if (spec.Str("dnsPolicy") == "None" && servers.Count == 0)
        {
            errors.Required($"{at}.nameservers", "must provide at least one DNS nameserver when `dnsPolicy` is None");
            return;
        }

        if (servers.Count > MostServers)
        {
            errors.Invalid($"{at}.nameservers", new GoExpression(GoText.StringList(servers)), $"must not have more than {MostServers} nameservers");
        }

        foreach (var (i, server) in servers.Index())
        {
            errors.Invalid($"{at}.nameservers[{i}]", server, Syntax.Address(server));
        }

        Searches(searches, at, errors);
        foreach (var (i, _) in config.Items("options").Index().Where(pair => string.IsNullOrEmpty(pair.Item.Str("name"))))
        {
            errors.Required($"{at}.options[{i}]", "must not be empty");
        }
    }

    public static void Own(JsonObject spec, string at, FieldErrors errors)
    {
        foreach (var field in (string[])["hostname", "subdomain"])
        {
            if (spec.Str(field) is { Length: > 0 } name)
            {
                errors.Invalid($"{at}.{field}", name, Syntax.DnsLabel(name));
            }
        }
    }

    public static void Aliases(JsonObject spec, string at, FieldErrors errors)
    {
        foreach (var (i, alias) in spec.Items("hostAliases").Index())
        {
            errors.Invalid($"{at}[{i}].ip", alias.Str("ip") ?? "", Syntax.Address(alias.Str("ip") ?? ""));
            foreach (var (j, name) in alias.Strings("hostnames").Index())
            {
                errors.Invalid($"{at}[{i}].hostnames[{j}]", name, Syntax.DnsSubdomain(name));
            }
        }
    }

    private static void Searches(List<string> searches, string at, FieldErrors errors)
    {
        var all = new GoExpression(GoText.StringList(searches));
        if (searches.Count > MostSearchPaths)
        {
            errors.Invalid($"{at}.searches", all, $"must not have more than {MostSearchPaths} search paths");
        }

        if (string.Join(' ', searches).Length > LongestSearchList)
        {
            errors.Invalid($"{at}.searches", all, $"must not have more than {LongestSearchList} characters (including spaces) in the search list");
        }

        foreach (var (i, search) in searches.Index())
        {
            var name = search.EndsWith('.') ? search[..^1] : search;
            errors.Invalid($"{at}.searches[{i}]", name, Syntax.DnsSubdomain(name));
        }
    }
}
