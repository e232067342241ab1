using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Batch;

/// <summary>What Jobs and the templates of CronJobs share.</summary>
internal static class JobSpecRules
{
    private const string NotNegative = "must be greater than or equal to 0";
    private const int MostParallel = 100_000;

    private static readonly string[] Counts =
        ["parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished", "backoffLimitPerIndex", "maxFailedIndexes"];

    public static void Default(JsonObject spec)
    {
        TemplateRules.DefaultTemplate(spec);
        foreach (var condition in spec.Obj("podFailurePolicy").Items("rules").SelectMany(rule => rule.Items("onPodConditions")))
        {
            condition.Default("status", "True");
        }
    }

    public static void Validate(JsonObject spec, string at, FieldErrors errors)
    {
        foreach (var field in Counts)
        {
            if (spec.Int(field) is < 0 and var negative)
            {
                errors.Invalid($"{at}.{field}", negative, NotNegative);
            }
        }

        if (spec["maxFailedIndexes"] is not null && spec["backoffLimitPerIndex"] is null)
        {
            errors.Required($"{at}.backoffLimitPerIndex", "when maxFailedIndexes is specified");
        }

        Mode(spec, at, errors);
        FailurePolicyRules.Validate(spec, at, errors);
        SuccessPolicyRules.Validate(spec, at, errors);
        Replacement(spec, at, errors);
        TemplateRules.Pod(spec.Obj("template")!, $"{at}.template", errors);
        RestartPolicy(spec, at, errors);
    }

    private static void Mode(JsonObject spec, string at, FieldErrors errors)
    {
        var mode = spec.Str("completionMode");
        var isIndexed = mode == "Indexed";
        if (mode is not (null or "Indexed" or "NonIndexed"))
        {
            errors.Unsupported($"{at}.completionMode", mode, "NonIndexed", "Indexed");
        }

        if (isIndexed && spec["completions"] is null)
        {
            errors.Required($"{at}.completions", "when completion mode is Indexed");
        }

        if (isIndexed && spec.Int("parallelism") is > MostParallel and var parallelism)
        {
            errors.Invalid($"{at}.parallelism", parallelism, "must be less than or equal to 100000 when completion mode is Indexed");
        }

        if (isIndexed && spec.Int("completions") is { } completions && spec.Int("maxFailedIndexes") > completions)
        {
            errors.Invalid($"{at}.maxFailedIndexes", spec.Int("maxFailedIndexes"), "must be less than or equal to completions");
        }

        foreach (var field in (string[])["backoffLimitPerIndex", "maxFailedIndexes"])
        {
            if (mode is null or "NonIndexed" && spec.Int(field) is { } perIndex)
            {
                errors.Invalid($"{at}.{field}", perIndex, "requires indexed completion mode");
            }
        }
    }

    private static void Replacement(JsonObject spec, string at, FieldErrors errors)
    {
        if (spec.Str("podReplacementPolicy") is not { } policy)
        {
            return;
        }

        string[] supported = spec["podFailurePolicy"] is null ? ["Failed", "TerminatingOrFailed"] : ["Failed"];
        if (!supported.Contains(policy))
        {
            errors.Unsupported($"{at}.podReplacementPolicy", policy, supported);
        }
    }

    private static void RestartPolicy(JsonObject spec, string at, FieldErrors errors)
    {
        var field = $"{at}.template.spec.restartPolicy";
        var policy = spec.Obj("template").Obj("spec").Str("restartPolicy");
        if (policy is null or "Always")
        {
            errors.Required(field, "valid values: \"OnFailure\", \"Never\"");
        }
        else if (policy is not ("OnFailure" or "Never"))
        {
            errors.Unsupported(field, policy, "OnFailure", "Never");
        }
        else if (policy == "OnFailure" && spec["podFailurePolicy"] is not null)
        {
            errors.Invalid(field, policy, "only \"Never\" is supported when podFailurePolicy is specified");
        }
    }
}
