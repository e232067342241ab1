using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Policy;

/// <summary><c>spec.behavior</c> of an autoscaler: how fast it may grow and shrink its target.</summary>
internal static class AutoscalerBehavior
{
    private const long MostWindow = 3600;
    private const long MostPeriod = 1800;
    private const long DefaultPeriod = 15;

    private static readonly string[] Directions = ["scaleUp", "scaleDown"];

    /// <summary>Who says anything gets Kubernetes' defaults for the rest; who says nothing, nothing.</summary>
    public static void Default(JsonObject spec)
    {
        if (spec.Obj("behavior") is not { } behavior)
        {
            return;
        }

        var up = behavior.Ensure("scaleUp");
        up.Default("stabilizationWindowSeconds", 0L);
        up.Default("selectPolicy", "Max");
        up.Default("policies", new JsonArray(Policy("Pods", 4), Policy("Percent", 100)));
        var down = behavior.Ensure("scaleDown");
        down.Default("selectPolicy", "Max");
        down.Default("policies", new JsonArray(Policy("Percent", 100)));
    }

    public static void Validate(JsonObject? spec, FieldErrors errors)
    {
        foreach (var direction in Directions)
        {
            if (spec.Obj("behavior").Obj(direction) is { } rules)
            {
                Validate(rules, $"spec.behavior.{direction}", errors);
            }
        }
    }

    private static void Validate(JsonObject rules, string path, FieldErrors errors)
    {
        switch (rules.Int("stabilizationWindowSeconds"))
        {
            case < 0 and var window:
                errors.Invalid($"{path}.stabilizationWindowSeconds", window, "must be greater than or equal to zero");
                break;
            case > MostWindow and var window:
                errors.Invalid($"{path}.stabilizationWindowSeconds", window, $"must be less than or equal to {MostWindow}");
                break;
        }

        if (rules.Str("selectPolicy") is { } choice and not ("Max" or "Min" or "Disabled"))
        {
            errors.Unsupported($"{path}.selectPolicy", choice, "Disabled", "Max", "Min");
        }

        if (!rules.Items("policies").Any())
        {
            errors.Required($"{path}.policies", "must specify at least one Policy");
        }

        foreach (var (index, policy) in rules.Items("policies").Index())
        {
            ValidatePolicy(policy, $"{path}.policies[{index}]", errors);
        }
    }

    private static void ValidatePolicy(JsonObject policy, string path, FieldErrors errors)
    {
        if (policy.Str("type") is not ("Pods" or "Percent"))
        {
            errors.Unsupported($"{path}.type", policy.Str("type") ?? "", "Percent", "Pods");
        }

        if ((policy.Int("value") ?? 0) <= 0)
        {
            errors.Invalid($"{path}.value", policy.Int("value") ?? 0, "must be greater than zero");
        }

        switch (policy.Int("periodSeconds") ?? 0)
        {
            case <= 0 and var period:
                errors.Invalid($"{path}.periodSeconds", period, "must be greater than zero");
                break;
            case > MostPeriod and var period:
                errors.Invalid($"{path}.periodSeconds", period, $"must be less than or equal to {MostPeriod}");
                break;
        }
    }

    private static JsonObject Policy(string type, long value) => new() { ["type"] = type, ["value"] = value, ["periodSeconds"] = DefaultPeriod };
}
