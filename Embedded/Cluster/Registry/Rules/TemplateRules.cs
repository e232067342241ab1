using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
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

    /// <param name="kind">In lower case, as the message has it.</param>
    /// <param name="ownRules">What the kind itself demands: judged after the template, before what may not change.</param>
    public static void Validate(JsonObject spec, JsonObject? oldSpec, string kind, FieldErrors errors, Action ownRules)
    {
        var selector = spec.Obj("selector");
        if (spec.Int("replicas") is < 0 and var replicas)
        {
            errors.Invalid("spec.replicas", replicas, "must be greater than or equal to 0");
        }

        Selector(selector, kind, errors);
        Template(spec.Obj("template")!, selector, errors);
        ownRules();
        if (oldSpec is not null && !JsonNode.DeepEquals(selector, oldSpec["selector"]))
        {
            errors.Invalid("spec.selector", new GoExpression(GoText.Selector(selector)), "field is immutable");
        }
    }

    private static void Selector(JsonObject? selector, string kind, FieldErrors errors)
    {
        if (selector is null)
        {
            errors.Required("spec.selector");
            return;
        }

        if (selector.Count == 0)
        {
            errors.Invalid("spec.selector", new GoExpression(GoText.Selector(selector)), $"empty selector is invalid for {kind}");
        }

        MetadataValidation.Labels(selector.Obj("matchLabels"), "spec.selector.matchLabels", errors);
        var i = 0;
        foreach (var expression in selector.Items("matchExpressions"))
        {
            Expression(expression, $"spec.selector.matchExpressions[{i++}]", errors);
        }
    }

    private static void Expression(JsonObject expression, string at, FieldErrors errors)
    {
        var values = expression.Strings("values").Any();
        switch (expression.Str("operator"))
        {
            case "In" or "NotIn" when !values:
                errors.Required($"{at}.values", "must be specified when `operator` is 'In' or 'NotIn'");
                break;
            case "Exists" or "DoesNotExist" when values:
                errors.Forbidden($"{at}.values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                break;
            case "In" or "NotIn" or "Exists" or "DoesNotExist":
                break;
            default:
                errors.Invalid($"{at}.operator", expression.Str("operator") ?? "", "not a valid selector operator");
                break;
        }

        if (Syntax.QualifiedName(expression.Str("key") ?? "") is { } wrong)
        {
            errors.Invalid($"{at}.key", expression.Str("key") ?? "", wrong);
        }
    }

    private static void Template(JsonObject template, JsonObject? selector, FieldErrors errors)
    {
        var metadata = template.Obj("metadata");
        var labels = metadata.Obj("labels");
        if (!Fits(selector, labels))
        {
            errors.Invalid("spec.template.metadata.labels", new GoExpression(GoText.StringMap(labels)), "`selector` does not match template `labels`");
        }

        Pod(template, "spec.template", errors);
        if (template.Obj("spec").Str("restartPolicy") is ("OnFailure" or "Never") and var policy)
        {
            errors.Unsupported("spec.template.spec.restartPolicy", policy, "Always");
        }
    }

    /// <param name="at">Where the template stands.</param>
    public static void Pod(JsonObject template, string at, FieldErrors errors)
    {
        MetadataValidation.Labels(template.Obj("metadata").Obj("labels"), $"{at}.labels", errors);
        MetadataValidation.Annotations(template.Obj("metadata").Obj("annotations"), $"{at}.annotations", errors);
        PodValidation.Spec(template.Obj("spec")!, $"{at}.spec", errors);
    }

    /// <summary>Whether a template's labels are such that the selector finds its pods.</summary>
    public static bool Fits(JsonObject? selector, JsonObject? labels)
    {
        if (selector is null)
        {
            return false;
        }

        // One that is wrong in itself is reported as such.
        if (selector.Items("matchExpressions").Any(item => item.Str("operator") is not ("In" or "NotIn" or "Exists" or "DoesNotExist")))
        {
            return true;
        }

        return LabelSelector.From(KubernetesJson.Deserialize<V1LabelSelector>(selector.ToJsonString()))!
            .Matches((labels ?? []).ToDictionary(pair => pair.Key, pair => pair.Value.Text()));
    }
}
