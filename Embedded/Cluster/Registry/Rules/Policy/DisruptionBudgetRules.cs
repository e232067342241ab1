using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Policy;

internal sealed class DisruptionBudgetRules : KindRules
{
    private static readonly string[] Amounts = ["minAvailable", "maxUnavailable"];

    public override bool CountsGenerations => true;

    public override bool AllowsUnconditionalUpdate => false;

    public override JsonObject FirstStatus(JsonObject body) =>
        new() { ["disruptionsAllowed"] = 0L, ["currentHealthy"] = 0L, ["desiredHealthy"] = 0L, ["expectedPods"] = 0L };

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var spec = body.Obj("spec") ?? [];
        if (Amounts.All(amount => spec[amount] is not null))
        {
            errors.Invalid("spec", new GoExpression(Words(spec)), "minAvailable and maxUnavailable cannot be both set");
        }

        foreach (var amount in Amounts.Where(amount => spec[amount] is not null))
        {
            Amount(spec[amount]!, $"spec.{amount}", errors);
        }

        LabelSelectorValidation.Validate(spec.Obj("selector"), "spec.selector", errors);
        if (spec.Str("unhealthyPodEvictionPolicy") is { } policy and not ("IfHealthyBudget" or "AlwaysAllow"))
        {
            errors.Unsupported("spec.unhealthyPodEvictionPolicy", policy, "AlwaysAllow", "IfHealthyBudget");
        }
    }

    private static void Amount(JsonNode value, string field, FieldErrors errors)
    {
        if (value.GetValueKind() == JsonValueKind.Number)
        {
            if (long.Parse(value.ToJsonString(), CultureInfo.InvariantCulture) is < 0 and var number)
            {
                errors.Invalid(field, number, "must be greater than or equal to 0");
            }
        }
        else if (!value.Text().EndsWith('%') || !int.TryParse(value.Text().AsSpan(0, value.Text().Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var percent))
        {
            errors.Invalid(
                field, GoText.IntOrString(value), "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')");
        }
        else if (percent > 100)
        {
            errors.Invalid(field, GoText.IntOrString(value), "must not be greater than 100%");
        }
    }

    // Kubernetes shows its whole struct here.
    private static string Words(JsonObject spec)
    {
        string Pointer(string field) => spec[field] is null ? "(nil)" : "(0xc000000000)";
        return $"policy.PodDisruptionBudgetSpec{{MinAvailable:(*intstr.IntOrString){Pointer("minAvailable")}, Selector:(*v1.LabelSelector){Pointer("selector")}, "
            + $"MaxUnavailable:(*intstr.IntOrString){Pointer("maxUnavailable")}, UnhealthyPodEvictionPolicy:(*policy.UnhealthyPodEvictionPolicyType){Pointer("unhealthyPodEvictionPolicy")}}}";
    }
}
