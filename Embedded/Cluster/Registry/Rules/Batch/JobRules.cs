using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Batch;

internal sealed class JobRules : KindRules
{
    private static readonly string[] Fixed = ["completionMode", "podFailurePolicy", "backoffLimitPerIndex", "managedBy", "successPolicy"];

    public override bool CountsGenerations => true;

    public override string PodTemplate => "spec.template";

    public override bool NamesPods => true;

    // For the sake of old clients: without a word about it the pods of a deleted Job stay.
    public override string? DefaultPropagation => "Orphan";

    public override string DefaultPropagationWarning =>
        "child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or set propagationPolicy=Orphan to suppress this warning";

    public override JsonObject FirstStatus(JsonObject body) => [];

    public override void Default(JsonObject body)
    {
        var spec = body.Ensure("spec");
        if (spec["completions"] is null && spec["parallelism"] is null)
        {
            spec["completions"] = 1L;
        }

        spec.Default("parallelism", 1L);
        spec.Default("backoffLimit", spec["backoffLimitPerIndex"] is null ? 6L : int.MaxValue);
        spec.Default("completionMode", "NonIndexed");
        spec.Default("suspend", false);
        spec.Default("manualSelector", false);
        spec.Default("podReplacementPolicy", spec["podFailurePolicy"] is null ? "TerminatingOrFailed" : "Failed");
        JobSpecRules.Default(spec);
        if (MetadataRules.Of(body).Obj("labels") is not { Count: > 0 })
        {
            MetadataRules.Of(body).Put("labels", spec.Obj("template").Obj("metadata").Obj("labels"));
        }
    }

    /// <summary>A Job finds its pods by its own uid, so that no two Jobs can ever quarrel about one.</summary>
    public override void Admit(JsonObject body)
    {
        var (spec, metadata) = (body.Obj("spec")!, MetadataRules.Of(body));
        if (spec.Flag("manualSelector") is true)
        {
            return;
        }

        var (uid, name) = (metadata.Str("uid")!, metadata.Str("name") ?? "");
        spec.Ensure("selector").Ensure("matchLabels").Default("batch.kubernetes.io/controller-uid", uid);
        var labels = spec.Ensure("template").Ensure("metadata").Ensure("labels");
        foreach (var prefix in (string[])["", "batch.kubernetes.io/"])
        {
            labels.Default($"{prefix}controller-uid", uid);
            labels.Default($"{prefix}job-name", name);
        }

        if (metadata.Obj("labels") is not { Count: > 0 })
        {
            metadata.Put("labels", labels);
        }
    }

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var spec = body.Obj("spec")!;
        var selector = spec.Obj("selector");
        if (old is null && selector is not null && spec.Flag("manualSelector") is not true)
        {
            OwnSelector(body, selector, errors);
        }

        JobSpecRules.Validate(spec, "spec", errors);
        if (selector is null)
        {
            errors.Required("spec.selector");
        }

        LabelSelectorValidation.Validate(selector, "spec.selector", errors);
        if (LabelSelectorValidation.IsUsable(selector))
        {
            TemplateRules.Labels(spec.Obj("template"), selector, errors);
        }

        Hostnames(body, spec, errors);
        if (old.Obj("spec") is { } before)
        {
            Unchanged(spec, before, old, errors);
        }
    }

    // The last pod of an indexed Job has the longest name.
    private static void Hostnames(JsonObject body, JsonObject spec, FieldErrors errors)
    {
        if (spec.Str("completionMode") == "Indexed" && spec.Int("completions") is > 0 and var completions)
        {
            var longest = $"{body.Obj("metadata").Str("name")}-{completions - 1}";
            if (Syntax.DnsLabel(longest).Any())
            {
                errors.Invalid("metadata.name", body.Obj("metadata").Str("name"), $"will not able to create pod with invalid DNS label: {longest}");
            }
        }
    }

    private static void OwnSelector(JsonObject body, JsonObject selector, FieldErrors errors)
    {
        var own = new JsonObject { ["matchLabels"] = new JsonObject { ["batch.kubernetes.io/controller-uid"] = body.Obj("metadata").Str("uid") } };
        if (!JsonNode.DeepEquals(selector, own))
        {
            errors.Invalid("spec.selector", new GoExpression(GoText.Selector(selector)), "`selector` not auto-generated");
        }
    }

    private static void Unchanged(JsonObject spec, JsonObject before, JsonObject? old, FieldErrors errors)
    {
        if (!JsonNode.DeepEquals(spec["completions"], before["completions"]))
        {
            Completions(spec, errors);
        }

        if (!JsonNode.DeepEquals(spec["selector"], before["selector"]))
        {
            errors.Invalid("spec.selector", new GoExpression(GoText.Selector(spec.Obj("selector"))), "field is immutable");
        }

        // Before it starts, a suspended Job may still be told where to run.
        var mayMove = before.Flag("suspend") is true && old.Obj("status").Str("startTime") is null;
        if (!JsonNode.DeepEquals(JobTemplateText.Comparable(spec, mayMove), JobTemplateText.Comparable(before, mayMove)))
        {
            errors.Invalid("spec.template", JobTemplateText.Of(spec.Obj("template")!), "field is immutable");
        }

        foreach (var field in Fixed.Where(field => !JsonNode.DeepEquals(spec[field], before[field])))
        {
            errors.Invalid($"spec.{field}", spec[field] is JsonValue value ? (object)(spec.Int(field) ?? (object)value.Text()) : new GoExpression(GoText.Plain(spec[field])), "field is immutable");
        }
    }

    /// <summary>An indexed Job can grow and shrink, its parallelism with it.</summary>
    private static void Completions(JsonObject spec, FieldErrors errors)
    {
        if (spec.Str("completionMode") != "Indexed")
        {
            errors.Invalid("spec.completions", spec.Int("completions"), "field is immutable");
        }
        else if (spec.Int("completions") != spec.Int("parallelism"))
        {
            errors.Invalid("spec.completions", spec.Int("completions"), "can only be modified in tandem with parallelism");
        }
    }
}
