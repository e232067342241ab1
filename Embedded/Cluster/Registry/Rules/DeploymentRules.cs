using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

internal sealed class DeploymentRules : KindRules
{
    public override bool CountsGenerations => true;

    public override string PodTemplate => "spec.template";

    public override bool NamesPods => true;

    // deployment.kubernetes.io/revision comes this way.
    public override bool StatusBringsAnnotations => true;

    public override JsonObject FirstStatus(JsonObject body) => [];

    // Annotations count too: the loop copies them to the ReplicaSet.
    public override bool IsNewGeneration(JsonObject old, JsonObject body) =>
        base.IsNewGeneration(old, body) || !JsonNode.DeepEquals(old.Obj("metadata")?["annotations"], body.Obj("metadata")?["annotations"]);

    public override void Default(JsonObject body)
    {
        var spec = body.Ensure("spec");
        TemplateRules.Default(spec);
        spec.Default("revisionHistoryLimit", 10L);
        spec.Default("progressDeadlineSeconds", 600L);
        var strategy = spec.Ensure("strategy");
        strategy.Default("type", "RollingUpdate");
        if (strategy.Str("type") == "RollingUpdate")
        {
            strategy.Ensure("rollingUpdate").Default("maxUnavailable", "25%");
            strategy.Ensure("rollingUpdate").Default("maxSurge", "25%");
        }
    }

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var spec = body.Obj("spec")!;
        TemplateRules.Validate(spec, old.Obj("spec"), "empty selector is invalid for deployment", errors, () =>
        {
            Strategy(spec.Obj("strategy")!, errors);
            Deadlines(spec, errors);
        });
    }

    private static void Strategy(JsonObject strategy, FieldErrors errors)
    {
        var (type, rolling) = (strategy.Str("type") ?? "", strategy.Obj("rollingUpdate"));
        switch (type)
        {
            case "Recreate" when rolling is not null:
                errors.Forbidden("spec.strategy.rollingUpdate", "may not be specified when strategy `type` is 'Recreate'");
                break;
            case "Recreate":
                break;
            case "RollingUpdate":
                RollingUpdate(rolling!, errors);
                break;
            default:
                // Kubernetes shows its whole struct here.
                var pointer = rolling is null ? "(nil)" : "(0x0)";
                errors.Unsupported(
                    "spec.strategy",
                    new GoExpression($"apps.DeploymentStrategy{{Type:{GoText.Quote(type)}, RollingUpdate:(*apps.RollingUpdateDeployment){pointer}}}"),
                    "Recreate",
                    "RollingUpdate");
                break;
        }
    }

    private static void RollingUpdate(JsonObject rolling, FieldErrors errors)
    {
        foreach (var field in (string[])["maxUnavailable", "maxSurge"])
        {
            RolloutShares.Validate(rolling[field]!, $"spec.strategy.rollingUpdate.{field}", mayExceedAll: field == "maxSurge", errors);
        }

        if (RolloutShares.IsZero(rolling["maxUnavailable"]!) && RolloutShares.IsZero(rolling["maxSurge"]!))
        {
            errors.Invalid("spec.strategy.rollingUpdate.maxUnavailable", GoText.IntOrString(rolling["maxUnavailable"]!), "may not be 0 when `maxSurge` is 0");
        }
    }

    private static void Deadlines(JsonObject spec, FieldErrors errors)
    {
        foreach (var field in (string[])["minReadySeconds", "revisionHistoryLimit", "progressDeadlineSeconds"])
        {
            if (spec.Int(field) is < 0 and var value)
            {
                errors.Invalid($"spec.{field}", value, "must be greater than or equal to 0");
            }
        }

        if (spec.Int("progressDeadlineSeconds") is { } deadline && deadline <= (spec.Int("minReadySeconds") ?? 0))
        {
            errors.Invalid("spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds");
        }
    }
}
