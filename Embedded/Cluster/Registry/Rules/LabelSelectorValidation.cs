using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>What Kubernetes demands of a <c>LabelSelector</c>, wherever one stands.</summary>
internal static class LabelSelectorValidation
{
    public static void Validate(JsonObject? selector, string at, FieldErrors errors)
    {
        MetadataValidation.Labels(selector.Obj("matchLabels"), $"{at}.matchLabels", errors);
        foreach (var (i, expression) in selector.Items("matchExpressions").Index())
        {
            Expression(expression, $"{at}.matchExpressions[{i}]", errors);
        }
    }

    /// <summary>Whether nothing is wrong with it, so that it can be asked what it selects.</summary>
    public static bool IsUsable(JsonObject? selector)
    {
        var errors = new FieldErrors();
        Validate(selector, "", errors);
        return !errors.Any;
    }

    public static bool IsEmpty(JsonObject? selector) => selector.Obj("matchLabels") is not { Count: > 0 } && !selector.Items("matchExpressions").Any();

    /// <summary>The names of labels that it asks about.</summary>
    public static IEnumerable<string> Keys(JsonObject? selector) =>
        (selector.Obj("matchLabels") ?? []).Select(pair => pair.Key).Concat(selector.Items("matchExpressions").Select(expression => expression.Str("key") ?? ""));

    /// <summary>What all selectors' operators demand; selectors of nodes have two more.</summary>
    public static void Operator(JsonObject expression, string at, FieldErrors errors)
    {
        var hasValues = expression.Strings("values").Any();
        switch (expression.Str("operator"))
        {
            case "In" or "NotIn" when !hasValues:
                errors.Required($"{at}.values", "must be specified when `operator` is 'In' or 'NotIn'");
                break;
            case "Exists" or "DoesNotExist" when hasValues:
                errors.Forbidden($"{at}.values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                break;
            case "In" or "NotIn" or "Exists" or "DoesNotExist":
                break;
            default:
                errors.Invalid($"{at}.operator", expression.Str("operator") ?? "", "not a valid selector operator");
                break;
        }
    }

    private static void Expression(JsonObject expression, string at, FieldErrors errors)
    {
        Operator(expression, at, errors);
        errors.Invalid($"{at}.key", expression.Str("key") ?? "", Syntax.QualifiedName(expression.Str("key") ?? ""));
        foreach (var (i, value) in expression.Strings("values").Index())
        {
            errors.Invalid($"{at}.values[{i}]", value, Syntax.LabelValue(value));
        }
    }
}
