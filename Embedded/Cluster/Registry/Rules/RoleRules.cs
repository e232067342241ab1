using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>Role and ClusterRole.</summary>
internal sealed class RoleRules(bool isCluster) : KindRules
{
    public override IEnumerable<string> NameProblems(string name) => Syntax.PathSegment(name);

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var i = 0;
        foreach (var rule in body.Items("rules"))
        {
            var field = $"rules[{i++}]";
            if (!rule.Strings("verbs").Any())
            {
                errors.Required($"{field}.verbs", "verbs must contain at least one value");
            }

            if (rule.Strings("nonResourceURLs").Any())
            {
                Paths(rule, field, errors);
                continue;
            }

            if (!rule.Strings("apiGroups").Any())
            {
                errors.Required($"{field}.apiGroups", "resource rules must supply at least one api group");
            }

            if (!rule.Strings("resources").Any())
            {
                errors.Required($"{field}.resources", "resource rules must supply at least one resource");
            }
        }

        Aggregation(body.Obj("aggregationRule"), errors);
    }

    private static void Aggregation(JsonObject? rule, FieldErrors errors)
    {
        if (rule is not null && !rule.Items("clusterRoleSelectors").Any())
        {
            errors.Required("aggregationRule.clusterRoleSelectors", "at least one clusterRoleSelector required if aggregationRule is non-nil");
        }

        foreach (var (i, selector) in rule.Items("clusterRoleSelectors").Index())
        {
            LabelSelectorValidation.Validate(selector, $"aggregationRule.clusterRoleSelectors[{i}]", errors);
        }
    }

    private void Paths(JsonObject rule, string field, FieldErrors errors)
    {
        var urls = new GoExpression(GoText.StringList(rule.Strings("nonResourceURLs")));
        if (!isCluster)
        {
            errors.Invalid($"{field}.nonResourceURLs", urls, "namespaced rules cannot apply to non-resource URLs");
        }

        if (rule.Strings("apiGroups").Concat(rule.Strings("resources")).Concat(rule.Strings("resourceNames")).Any())
        {
            errors.Invalid($"{field}.nonResourceURLs", urls, "rules cannot apply to both regular resources and non-resource URLs");
        }
    }
}
