using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Workshop.Cluster.Registry.Rules.Pods;
using Workshop.Cluster.Registry.Selectors;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>What those share that keep pods: a selector, a number of replicas and a template that the selector must fit.</summary>
internal static class TemplateRules
{
    public static void Default(JsonObject spec)
    {
        spec.Default("replicas", 1L);
        DefaultTemplate(spec);
    }

    public static void DefaultTemplate(JsonObject spec)
    {
        var template = spec.Ensure("template");
        var metadata = template.Ensure("metadata");
        if (!metadata.ContainsKey("creationTimestamp"))
        {
            metadata["creationTimestamp"] = null;
        }

        PodDefaults.Spec(template.Ensure("spec"));
    }

    /// <param name="empty">What is said of a selector that selects everything.</param>
    /// <param name="ownRules">What the kind itself demands: judged after the template, before what may not change.</param>
    public static void Validate(JsonObject spec, JsonObject? oldSpec, string empty, FieldErrors errors, Action ownRules)
    {
        var selector = spec.Obj("selector");
        if (spec.Int("replicas") is < 0 and var replicas)
        {
            errors.Invalid("spec.replicas", replicas, "must be greater than or equal to 0");
        }

        Selector(selector, empty, errors);
        if (!LabelSelectorValidation.IsUsable(selector))
        {
            errors.Invalid("spec.selector", new GoExpression(GoText.Selector(selector)), "invalid label selector");
        }
        else
        {
            Labels(spec.Obj("template"), selector, errors);
            Pod(spec.Obj("template")!, "spec.template", errors);
            Endless(spec.Obj("template")!, "ReplicaSet", errors);
        }

        ownRules();
        Unchanged(selector, oldSpec, errors);
    }

    /// <summary>A selector that is demanded, and must not select everything.</summary>
    public static void Selector(JsonObject? selector, string empty, FieldErrors errors)
    {
        if (selector is null)
        {
            errors.Required("spec.selector");
            return;
        }

        LabelSelectorValidation.Validate(selector, "spec.selector", errors);
        if (LabelSelectorValidation.IsEmpty(selector))
        {
            errors.Invalid("spec.selector", new GoExpression(GoText.Selector(selector)), empty);
        }
    }

    public static void Unchanged(JsonObject? selector, JsonObject? oldSpec, FieldErrors errors)
    {
        if (oldSpec is not null && !JsonNode.DeepEquals(selector, oldSpec["selector"]))
        {
            errors.Invalid("spec.selector", new GoExpression(GoText.Selector(selector)), "field is immutable");
        }
    }

    /// <summary>The selector must find the pods that are made of the template.</summary>
    public static void Labels(JsonObject? template, JsonObject? selector, FieldErrors errors)
    {
        var labels = template.Obj("metadata").Obj("labels");
        if (!Fits(selector, labels))
        {
            errors.Invalid("spec.template.metadata.labels", new GoExpression(GoText.StringMap(labels)), "`selector` does not match template `labels`");
        }
    }

    /// <summary>Pods that are kept run for ever.</summary>
    /// <param name="kind">As the message has it.</param>
    public static void Endless(JsonObject template, string kind, FieldErrors errors)
    {
        var spec = template.Obj("spec");
        if (spec.Str("restartPolicy") is not "Always" and var policy)
        {
            errors.Unsupported("spec.template.spec.restartPolicy", policy ?? "", "Always");
        }

        if (spec?["activeDeadlineSeconds"] is not null)
        {
            errors.Forbidden("spec.template.spec.activeDeadlineSeconds", $"activeDeadlineSeconds in {kind} is not Supported");
        }
    }

    /// <param name="at">Where the template stands.</param>
    public static void Pod(JsonObject template, string at, FieldErrors errors)
    {
        Metadata(template, at, errors);
        PodValidation.Spec(template.Obj("spec")!, $"{at}.spec", podName: null, errors);
        if (template.Obj("spec").Items("ephemeralContainers").Any())
        {
            errors.Forbidden($"{at}.spec.ephemeralContainers", "ephemeral containers not allowed in pod template");
        }
    }

    /// <param name="at">Where the template stands.</param>
    public static void Metadata(JsonObject template, string at, FieldErrors errors)
    {
        var metadata = template.Obj("metadata");
        MetadataValidation.Labels(metadata.Obj("labels"), $"{at}.labels", errors);
        MetadataValidation.Annotations(metadata.Obj("annotations"), $"{at}.annotations", errors);
        PodAnnotations.Validate(metadata, $"{at}.annotations", errors);
    }

    /// <summary>Whether a template's labels are such that the selector finds its pods.</summary>
    public static bool Fits(JsonObject? selector, JsonObject? labels) => selector is not null &&
        LabelSelector.From(KubernetesJson.Deserialize<V1LabelSelector>(selector.ToJsonString()))!.Matches((labels ?? []).ToDictionary(pair => pair.Key, pair => pair.Value.Text()));
}
