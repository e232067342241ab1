using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

internal sealed class StatefulSetRules : KindRules
{
    private const string FixedMessage =
        "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

    private static readonly string[] Changeable = ["replicas", "ordinals", "template", "updateStrategy", "persistentVolumeClaimRetentionPolicy", "minReadySeconds"];

    public override bool CountsGenerations => true;

    public override string PodTemplate => "spec.template";

    public override bool NamesPods => true;

    public override JsonObject FirstStatus(JsonObject body) => new() { ["replicas"] = 0L, ["availableReplicas"] = 0L };

    public override void Default(JsonObject body)
    {
        var spec = body.Ensure("spec");
        TemplateRules.Default(spec);
        spec.Default("podManagementPolicy", "OrderedReady");
        spec.Default("revisionHistoryLimit", 10L);
        var strategy = spec.Ensure("updateStrategy");
        strategy.Default("type", "RollingUpdate");
        if (strategy.Str("type") == "RollingUpdate")
        {
            strategy.Ensure("rollingUpdate").Default("partition", 0L);

            // Kubernetes drops it as long as its feature is not on by default.
            strategy.Obj("rollingUpdate")!.Remove("maxUnavailable");
        }

        var retention = spec.Ensure("persistentVolumeClaimRetentionPolicy");
        retention.Default("whenDeleted", "Retain");
        retention.Default("whenScaled", "Retain");
        foreach (var claim in spec.Items("volumeClaimTemplates"))
        {
            claim.Default("apiVersion", "v1");
            claim.Default("kind", "PersistentVolumeClaim");
            claim.Ensure("spec").Default("volumeMode", "Filesystem");
            claim.Ensure("status").Default("phase", "Pending");
        }
    }

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var (spec, selector) = (body.Obj("spec")!, body.Obj("spec").Obj("selector"));
        if (spec.Str("podManagementPolicy") is not ("OrderedReady" or "Parallel") and var policy)
        {
            errors.Invalid("spec.podManagementPolicy", policy, "must be 'OrderedReady' or 'Parallel'");
        }

        Strategy(spec.Obj("updateStrategy")!, errors);
        foreach (var field in (string[])["whenDeleted", "whenScaled"])
        {
            if (spec.Obj("persistentVolumeClaimRetentionPolicy").Str(field) is { } retention and not ("Retain" or "Delete"))
            {
                errors.Unsupported($"spec.persistentVolumeClaimRetentionPolicy.{field}", retention, "Retain", "Delete");
            }
        }

        NotNegative(spec.Int("replicas"), "spec.replicas", errors);
        NotNegative(spec.Int("minReadySeconds"), "spec.minReadySeconds", errors);
        NotNegative(spec.Obj("ordinals").Int("start"), "spec.ordinals.start", errors);
        TemplateRules.Selector(selector, "empty selector is invalid for statefulset", errors);
        Template(spec.Obj("template")!, selector, errors);
        if (old.Obj("spec") is { } before && !JsonNode.DeepEquals(Fixed(spec), Fixed(before)))
        {
            errors.Forbidden("spec", FixedMessage);
        }
    }

    // Neither the pods nor the claims are judged here, in Kubernetes as well: it is said when they are made, by events.
    private static void Template(JsonObject template, JsonObject? selector, FieldErrors errors)
    {
        if (!LabelSelectorValidation.IsUsable(selector))
        {
            errors.Invalid("spec.selector", new GoExpression(GoText.Selector(selector)), "");
        }
        else
        {
            TemplateRules.Labels(template, selector, errors);
            TemplateRules.Metadata(template, "spec.template", errors);
        }

        TemplateRules.Endless(template, "StatefulSet", errors);
    }

    private static void NotNegative(long? value, string field, FieldErrors errors)
    {
        if (value < 0)
        {
            errors.Invalid(field, value, "must be greater than or equal to 0");
        }
    }

    private static void Strategy(JsonObject strategy, FieldErrors errors)
    {
        var (type, rolling) = (strategy.Str("type") ?? "", strategy.Obj("rollingUpdate"));
        if (type is not ("RollingUpdate" or "OnDelete"))
        {
            errors.Invalid("spec.updateStrategy", new GoExpression(Words(type, rolling)), "must be 'RollingUpdate' or 'OnDelete'");
        }
        else if (type == "OnDelete" && rolling is not null)
        {
            errors.Invalid("spec.updateStrategy.rollingUpdate", new GoExpression(Words(type, rolling)), "only allowed for updateStrategy 'RollingUpdate'");
        }

        if (rolling.Int("partition") is < 0 and var partition)
        {
            errors.Invalid("spec.updateStrategy.rollingUpdate.partition", partition, "must be greater than or equal to 0");
        }
    }

    // Kubernetes shows its whole struct here.
    private static string Words(string type, JsonObject? rolling) =>
        $"apps.StatefulSetUpdateStrategy{{Type:{GoText.Quote(type)}, RollingUpdate:(*apps.RollingUpdateStatefulSetStrategy){(rolling is null ? "(nil)" : "(0x0)")}}}";

    private static JsonObject Fixed(JsonObject spec)
    {
        var copy = spec.DeepClone().AsObject();
        foreach (var field in Changeable)
        {
            copy.Remove(field);
        }

        return copy;
    }
}
