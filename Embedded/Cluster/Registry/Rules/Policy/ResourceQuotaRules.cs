using System.Text.Json.Nodes;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry.Quotas;

namespace Workshop.Cluster.Registry.Rules.Policy;

internal sealed class ResourceQuotaRules : KindRules
{
    private static readonly string[] Known = ["Terminating", "NotTerminating", "BestEffort", "NotBestEffort", "PriorityClass", "CrossNamespacePodAffinity"];
    private static readonly string[][] Contrary = [["BestEffort", "NotBestEffort"], ["Terminating", "NotTerminating"]];

    public override JsonObject FirstStatus(JsonObject body) => [];

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var spec = body.Obj("spec") ?? [];
        Hard(spec.Obj("hard"), errors);
        Scopes(spec, errors);
        Selector(spec, errors);
        if (old is not null && !JsonNode.DeepEquals(spec["scopes"], old.Obj("spec")?["scopes"]))
        {
            errors.Invalid("spec.scopes", ScopeList(spec), "field is immutable");
        }
    }

    private static void Hard(JsonObject? hard, FieldErrors errors)
    {
        foreach (var (name, value) in hard ?? [])
        {
            var field = $"spec.hard[{name}]";
            ResourceNameRules.Check(name, field, errors);
            if (!name.Contains('/', StringComparison.Ordinal) && !QuotaResources.IsStandardForQuotas(name))
            {
                errors.Invalid(field, new GoExpression(name), "must be a standard resource for quota");
            }

            if (Amount.Of(value.Text()).Value < 0)
            {
                errors.Invalid(field, value.Text(), "must be greater than or equal to 0");
            }
        }
    }

    private static void Scopes(JsonObject spec, FieldErrors errors)
    {
        var scopes = spec.Strings("scopes").ToList();
        foreach (var scope in scopes)
        {
            if (!Known.Contains(scope))
            {
                errors.Invalid("spec.scopes", ScopeList(spec), "unsupported scope");
            }

            foreach (var _ in Misfits(spec, scope))
            {
                errors.Invalid("spec.scopes", ScopeList(spec), "unsupported scope applied to resource");
            }
        }

        foreach (var _ in Contrary.Where(pair => pair.All(scopes.Contains)))
        {
            errors.Invalid("spec.scopes", ScopeList(spec), "conflicting scopes");
        }
    }

    private static void Selector(JsonObject spec, FieldErrors errors)
    {
        foreach (var rule in spec.Obj("scopeSelector").Items("matchExpressions"))
        {
            const string At = "spec.scopeSelector.matchExpressions";
            var (scope, does, hasValues) = (rule.Str("scopeName") ?? "", rule.Str("operator") ?? "", rule.Strings("values").Any());
            if (!Known.Contains(scope))
            {
                errors.Invalid($"{At}.scopeName", scope, "unsupported scope");
            }

            foreach (var _ in Misfits(spec, scope))
            {
                errors.Invalid(At, new GoExpression(scope), "unsupported scope applied to resource");
            }

            if (scope != "PriorityClass" && does != "Exists")
            {
                errors.Invalid(
                    $"{At}.operator", does,
                    "must be 'Exist' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity");
            }

            Values(does, hasValues, At, errors);
        }
    }

    private static void Values(string does, bool hasValues, string at, FieldErrors errors)
    {
        switch (does)
        {
            case "In" or "NotIn" when !hasValues:
                errors.Required($"{at}.values", "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector");
                break;
            case "Exists" or "DoesNotExist" when hasValues:
                errors.Invalid($"{at}.values", new GoExpression("[]"), "must be no value when `operator` is 'Exists' or 'DoesNotExist' for scope selector");
                break;
            case "In" or "NotIn" or "Exists" or "DoesNotExist":
                break;
            default:
                errors.Invalid($"{at}.operator", does, "not a valid selector operator");
                break;
        }
    }

    private static IEnumerable<string> Misfits(JsonObject spec, string scope) =>
        (spec.Obj("hard") ?? []).Select(pair => pair.Key).Where(name => QuotaResources.IsStandardForQuotas(name) && !QuotaResources.FitsScope(scope, name));

    private static GoExpression ScopeList(JsonObject spec) => new($"[]core.ResourceQuotaScope{{{string.Join(", ", spec.Strings("scopes").Select(GoText.Quote))}}}");
}
