using System.Globalization;
using System.Text.Json.Nodes;
using Workshop.Cluster.Loops.DaemonSets;

namespace Workshop.Cluster.Registry.Rules;

internal sealed class DaemonSetRules : KindRules
{
    public override bool CountsGenerations => true;

    public override string PodTemplate => "spec.template";

    public override JsonObject FirstStatus(JsonObject body) =>
        new() { ["currentNumberScheduled"] = 0L, ["numberMisscheduled"] = 0L, ["desiredNumberScheduled"] = 0L, ["numberReady"] = 0L };

    public override void Default(JsonObject body)
    {
        var spec = body.Ensure("spec");
        TemplateRules.DefaultTemplate(spec);
        spec.Default("revisionHistoryLimit", 10L);
        var strategy = spec.Ensure("updateStrategy");
        strategy.Default("type", "RollingUpdate");
        if (strategy.Str("type") == "RollingUpdate")
        {
            strategy.Ensure("rollingUpdate").Default("maxUnavailable", 1L);
            strategy.Ensure("rollingUpdate").Default("maxSurge", 0L);
        }
    }

    public override void Admit(JsonObject body) => MetadataRules.Of(body).Ensure("annotations").Default(DaemonSetPlan.GenerationAnnotation, "1");

    /// <summary>The templates are counted where they were counted before there was a field for it.</summary>
    public override void CarryOver(JsonObject old, JsonObject body)
    {
        Default(body);
        var before = long.TryParse(old.Obj("metadata").Obj("annotations").Str(DaemonSetPlan.GenerationAnnotation), CultureInfo.InvariantCulture, out var number) ? number : 1;
        var isNew = !JsonNode.DeepEquals(old.Obj("spec").Obj("template"), body.Obj("spec").Obj("template"));
        MetadataRules.Of(body).Ensure("annotations")[DaemonSetPlan.GenerationAnnotation] = (isNew ? before + 1 : before).ToString(CultureInfo.InvariantCulture);
    }

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var (spec, selector) = (body.Obj("spec")!, body.Obj("spec").Obj("selector"));

        // Of this kind Kubernetes does not say that a selector is missing: it only fits nothing.
        LabelSelectorValidation.Validate(selector, "spec.selector", errors);
        if (LabelSelectorValidation.IsUsable(selector))
        {
            TemplateRules.Labels(spec.Obj("template"), selector, errors);
        }

        if (selector is not null && LabelSelectorValidation.IsEmpty(selector))
        {
            errors.Invalid("spec.selector", new GoExpression(GoText.Selector(selector)), "empty selector is invalid for daemonset");
        }

        TemplateRules.Pod(spec.Obj("template")!, "spec.template", errors);
        TemplateRules.Endless(spec.Obj("template")!, "DaemonSet", errors);
        NotNegative(spec, "minReadySeconds", errors);
        Strategy(spec.Obj("updateStrategy")!, errors);
        NotNegative(spec, "revisionHistoryLimit", errors);
        TemplateRules.Unchanged(selector, old.Obj("spec"), errors);
    }

    private static void NotNegative(JsonObject spec, string field, FieldErrors errors)
    {
        if (spec.Int(field) is < 0 and var value)
        {
            errors.Invalid($"spec.{field}", value, "must be greater than or equal to 0");
        }
    }

    private static void Strategy(JsonObject strategy, FieldErrors errors)
    {
        var type = strategy.Str("type") ?? "";
        if (type is not ("RollingUpdate" or "OnDelete"))
        {
            // Kubernetes shows its whole struct here.
            var pointer = strategy["rollingUpdate"] is null ? "(nil)" : "(0x0)";
            errors.Unsupported(
                "spec.updateStrategy",
                new GoExpression($"apps.DaemonSetUpdateStrategy{{Type:{GoText.Quote(type)}, RollingUpdate:(*apps.RollingUpdateDaemonSet){pointer}}}"), "RollingUpdate", "OnDelete");
        }
        else if (type == "RollingUpdate")
        {
            Rolling(strategy.Obj("rollingUpdate")!, errors);
        }
    }

    private static void Rolling(JsonObject rolling, FieldErrors errors)
    {
        const string At = "spec.updateStrategy.rollingUpdate";
        var (unavailable, surge) = (rolling["maxUnavailable"]!, rolling["maxSurge"]!);
        RolloutShares.Validate(unavailable, $"{At}.maxUnavailable", mayExceedAll: false, errors);
        RolloutShares.Validate(surge, $"{At}.maxSurge", mayExceedAll: false, errors);
        switch (RolloutShares.IsZero(unavailable), RolloutShares.IsZero(surge))
        {
            case (false, false):
                errors.Invalid($"{At}.maxSurge", GoText.IntOrString(surge), "may not be set when maxUnavailable is non-zero");
                break;
            case (true, true):
                errors.Required($"{At}.maxUnavailable", "cannot be 0 when maxSurge is 0");
                break;
        }
    }
}
