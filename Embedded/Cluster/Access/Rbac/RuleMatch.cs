using k8s.Models;

namespace Workshop.Cluster.Access.Rbac;

/// <summary>Whether a rule of a role covers something; touches nothing.</summary>
internal static class RuleMatch
{
    private const string All = "*";

    public static bool Allows(V1PolicyRule rule, AccessAttributes wanted) => wanted.Path is { } path
        ? Has(rule.Verbs, wanted.Verb) && (rule.NonResourceURLs ?? []).Any(url => CoversPath(url, path))
        : Has(rule.Verbs, wanted.Verb) && Has(rule.ApiGroups, wanted.Group) && (rule.Resources ?? []).Any(resource => CoversResource(resource, wanted.Resource, wanted.Subresource))
            && CoversName(rule, wanted.Name);

    /// <summary>Whether one of the held rules covers all of a wanted one that names one verb, group, resource and name (or path).</summary>
    public static bool Covers(IEnumerable<V1PolicyRule> held, V1PolicyRule atom) => held.Any(rule => atom.NonResourceURLs is [var url]
        ? Has(rule.Verbs, atom.Verbs[0]) && (rule.NonResourceURLs ?? []).Any(own => own == url || CoversPath(own, url))
        : Has(rule.Verbs, atom.Verbs[0]) && Has(rule.ApiGroups, atom.ApiGroups[0])
            && (rule.Resources ?? []).Any(own => own == atom.Resources[0] || CoversResource(own, atom.Resources[0].Split('/')[0], atom.Resources[0].Split('/').ElementAtOrDefault(1) ?? ""))
            && (rule.ResourceNames is null or { Count: 0 } || (atom.ResourceNames is [var name] && rule.ResourceNames.Contains(name))));

    /// <summary>Takes a rule apart into such atoms.</summary>
    public static IEnumerable<V1PolicyRule> Atoms(V1PolicyRule rule) =>
        (from verb in rule.Verbs ?? []
         from url in rule.NonResourceURLs ?? []
         select new V1PolicyRule { Verbs = [verb], NonResourceURLs = [url] })
        .Concat(
            from verb in rule.Verbs ?? []
            from @group in rule.ApiGroups ?? []
            from resource in rule.Resources ?? []
            from name in rule.ResourceNames is { Count: > 0 } names ? names : [""]
            select new V1PolicyRule { Verbs = [verb], ApiGroups = [@group], Resources = [resource], ResourceNames = name.Length == 0 ? null : [name] });

    private static bool Has(IList<string>? list, string item) => list is not null && (list.Contains(All) || list.Contains(item));

    private static bool CoversResource(string rule, string resource, string subresource) =>
        rule == All
        || rule == (subresource.Length == 0 ? resource : $"{resource}/{subresource}")
        || (subresource.Length > 0 && rule == $"*/{subresource}");

    private static bool CoversName(V1PolicyRule rule, string name) => rule.ResourceNames is null or { Count: 0 } || (name.Length > 0 && rule.ResourceNames.Contains(name));

    private static bool CoversPath(string rule, string path) =>
        rule == All || rule == path || (rule.EndsWith('*') && path.StartsWith(rule[..^1], StringComparison.Ordinal));
}
