using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

internal sealed class ReplicationControllerRules : KindRules
{
    public override bool CountsGenerations => true;

    public override string PodTemplate => "spec.template";

    public override bool NamesPods => true;

    // For the sake of old clients: without a word about it the pods of a deleted one stay.
    public override string? DefaultPropagation => "Orphan";

    public override JsonObject FirstStatus(JsonObject body) => new() { ["replicas"] = 0L };

    public override void Default(JsonObject body)
    {
        var spec = body.Ensure("spec");
        TemplateRules.Default(spec);
        if (spec.Obj("template").Obj("metadata").Obj("labels") is not { Count: > 0 } labels)
        {
            return;
        }

        if (spec.Obj("selector") is not { Count: > 0 })
        {
            spec.Put("selector", labels);
        }

        if (MetadataRules.Of(body).Obj("labels") is not { Count: > 0 })
        {
            MetadataRules.Of(body).Put("labels", labels);
        }
    }

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var spec = body.Obj("spec")!;
        if (spec.Int("minReadySeconds") is < 0 and var seconds)
        {
            errors.Invalid("spec.minReadySeconds", seconds, "must be greater than or equal to 0");
        }

        var selector = spec.Obj("selector");
        if (selector is not { Count: > 0 })
        {
            errors.Required("spec.selector");
        }

        if (spec.Int("replicas") is < 0 and var replicas)
        {
            errors.Invalid("spec.replicas", replicas, "must be greater than or equal to 0");
        }

        Template(spec.Obj("template")!, selector, errors);
    }

    private static void Template(JsonObject template, JsonObject? selector, FieldErrors errors)
    {
        var labels = template.Obj("metadata").Obj("labels");
        if (selector is { Count: > 0 } && !selector.All(pair => labels?[pair.Key]?.Text() == pair.Value.Text()))
        {
            errors.Invalid("spec.template.metadata.labels", new GoExpression(GoText.StringMap(labels)), "`selector` does not match template `labels`");
        }

        TemplateRules.Pod(template, "spec.template", errors);
        TemplateRules.Endless(template, "ReplicationController", errors);
    }
}
