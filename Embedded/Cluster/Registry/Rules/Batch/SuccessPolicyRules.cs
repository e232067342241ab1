using System.Text.Json.Nodes;
using Workshop.Cluster.Loops.Jobs;

namespace Workshop.Cluster.Registry.Rules.Batch;

/// <summary>A Job's successPolicy.</summary>
internal static class SuccessPolicyRules
{
    private const int MostRules = 20;

    public static void Validate(JsonObject spec, string at, FieldErrors errors)
    {
        if (spec.Obj("successPolicy") is not { } policy)
        {
            return;
        }

        if (spec.Str("completionMode") != "Indexed")
        {
            errors.Invalid($"{at}.successPolicy", new GoExpression(GoText.Plain(policy)), "requires indexed completion mode");
            return;
        }

        var rules = policy.Items("rules").ToList();
        if (rules.Count == 0)
        {
            errors.Required($"{at}.successPolicy.rules", "at least one rules must be specified when the successPolicy is specified");
        }
        else if (rules.Count > MostRules)
        {
            errors.TooMany($"{at}.successPolicy.rules", rules.Count, MostRules);
        }

        for (var i = 0; i < rules.Count; i++)
        {
            Rule(rules[i], spec.Int("completions"), $"{at}.successPolicy.rules[{i}]", errors);
        }
    }

    private static void Rule(JsonObject rule, long? completions, string at, FieldErrors errors)
    {
        var (indexes, count) = (rule.Str("succeededIndexes"), rule.Int("succeededCount"));
        if (indexes is null && count is null)
        {
            errors.Required(at, "at least one of succeededCount or succeededIndexes must be specified");
        }

        if (count is < 0)
        {
            errors.Invalid($"{at}.succeededCount", count, "must be greater than or equal to 0");
        }
        else if (count > completions)
        {
            errors.Invalid($"{at}.succeededCount", count, $"must be less than or equal to {completions} (the number of specified completions)");
        }

        if (indexes is not null && count is not null && count > JobIndexes.Parse(indexes, (int)(completions ?? 0)).Count)
        {
            errors.Invalid($"{at}.succeededCount", count, $"must be less than or equal to {JobIndexes.Parse(indexes, (int)(completions ?? 0)).Count} (the number of indexes in the specified succeededIndexes field)");
        }
    }
}
