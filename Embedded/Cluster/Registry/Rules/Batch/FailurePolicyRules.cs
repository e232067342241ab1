using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Batch;

/// <summary>A Job's podFailurePolicy.</summary>
internal static class FailurePolicyRules
{
    private const int MostRules = 20;
    private const int MostValues = 255;

    private static readonly string[] Actions = ["Count", "FailIndex", "FailJob", "Ignore"];

    public static void Validate(JsonObject spec, string at, FieldErrors errors)
    {
        if (spec.Obj("podFailurePolicy") is not { } policy)
        {
            return;
        }

        var rules = policy.Items("rules").ToList();
        if (rules.Count > MostRules)
        {
            errors.TooMany($"{at}.podFailurePolicy.rules", rules.Count, MostRules);
        }

        var pod = spec.Obj("template").Obj("spec");
        var containers = PodDefaults.AllContainers(pod).Select(container => container.Str("name")).ToHashSet();
        for (var i = 0; i < rules.Count; i++)
        {
            Rule(rules[i], spec, $"{at}.podFailurePolicy.rules[{i}]", containers, errors);
        }
    }

    private static void Rule(JsonObject rule, JsonObject spec, string at, HashSet<string?> containers, FieldErrors errors)
    {
        var action = rule.Str("action") ?? "";
        if (action == "FailIndex" && spec["backoffLimitPerIndex"] is null)
        {
            errors.Invalid($"{at}.action", action, "requires the backoffLimitPerIndex to be set");
        }
        else if (action.Length == 0)
        {
            errors.Required($"{at}.action", $"valid values: [{string.Join(' ', Actions.Select(GoText.Quote))}]");
        }
        else if (!Actions.Contains(action))
        {
            errors.Unsupported($"{at}.action", action, Actions);
        }

        if (rule.Obj("onExitCodes") is { } codes)
        {
            ExitCodes(codes, $"{at}.onExitCodes", containers, errors);
        }

        Conditions(rule, at, errors);
        var (hasCodes, hasConditions) = (rule["onExitCodes"] is not null, rule.Items("onPodConditions").Any());
        if (hasCodes == hasConditions)
        {
            errors.InvalidWhole(at, hasCodes ? "specifying both OnExitCodes and OnPodConditions is not supported" : "specifying one of OnExitCodes and OnPodConditions is required");
        }
    }

    private static void ExitCodes(JsonObject codes, string at, HashSet<string?> containers, FieldErrors errors)
    {
        var how = codes.Str("operator") ?? "";
        if (how.Length == 0)
        {
            errors.Required($"{at}.operator", "valid values: [\"In\" \"NotIn\"]");
        }
        else if (how is not ("In" or "NotIn"))
        {
            errors.Unsupported($"{at}.operator", how, "In", "NotIn");
        }

        if (codes.Str("containerName") is { } name && !containers.Contains(name))
        {
            errors.Invalid($"{at}.containerName", name, "must be one of the container or initContainer names in the pod template");
        }

        Values(codes, how, at, errors);
    }

    private static void Values(JsonObject codes, string how, string at, FieldErrors errors)
    {
        var values = (codes.Arr("values") ?? []).Select(value => long.Parse(value!.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture)).ToList();
        var shown = new GoExpression($"[]int32{{{string.Join(", ", values)}}}");
        if (values.Count == 0)
        {
            errors.Invalid($"{at}.values", shown, "at least one value is required");
        }
        else if (values.Count > MostValues)
        {
            errors.TooMany($"{at}.values", values.Count, MostValues);
        }

        var isOrdered = true;
        var seen = new HashSet<long>();
        for (var i = 0; i < values.Count; i++)
        {
            if (how == "In" && values[i] == 0)
            {
                errors.Invalid($"{at}.values[{i}]", 0L, "must not be 0 for the In operator");
            }

            if (!seen.Add(values[i]))
            {
                errors.Duplicate($"{at}.values[{i}]", values[i]);
            }

            isOrdered &= i == 0 || values[i - 1] <= values[i];
        }

        if (!isOrdered)
        {
            errors.Invalid($"{at}.values", shown, "must be ordered");
        }
    }

    private static void Conditions(JsonObject rule, string at, FieldErrors errors)
    {
        var i = 0;
        foreach (var condition in rule.Items("onPodConditions"))
        {
            var field = $"{at}.onPodConditions[{i++}]";
            errors.Invalid($"{field}.type", condition.Str("type") ?? "", Syntax.QualifiedName(condition.Str("type") ?? ""));

            if (condition.Str("status") is not (null or "True" or "False" or "Unknown") and var status)
            {
                errors.Unsupported($"{field}.status", status!, "False", "True", "Unknown");
            }
        }
    }
}
