using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Pods;

/// <summary>What Kubernetes demands of a pod's tolerations.</summary>
internal static class TolerationValidation
{
    public static void Validate(JsonObject spec, string at, FieldErrors errors)
    {
        foreach (var (i, toleration) in spec.Items("tolerations").Index())
        {
            Validate(toleration, $"{at}.tolerations[{i}]", toleration.Str("operator") ?? "", toleration.Str("effect") ?? "", errors);
        }
    }

    private static void Validate(JsonObject toleration, string field, string does, string effect, FieldErrors errors)
    {
        var key = toleration.Str("key") ?? "";
        if (key.Length > 0)
        {
            errors.Invalid($"{field}.key", key, Syntax.QualifiedName(key));
        }
        else if (does != "Exists")
        {
            errors.Invalid($"{field}.operator", does, "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
        }

        if (toleration.Int("tolerationSeconds") is not null && effect != "NoExecute")
        {
            errors.Invalid($"{field}.effect", effect, "effect must be 'NoExecute' when `tolerationSeconds` is set");
        }

        Value(toleration.Str("value") ?? "", does, $"{field}.operator", errors);
        if (effect is not ("" or "NoSchedule" or "PreferNoSchedule" or "NoExecute"))
        {
            errors.Unsupported($"{field}.effect", effect, "NoSchedule", "PreferNoSchedule", "NoExecute");
        }
    }

    private static void Value(string value, string does, string field, FieldErrors errors)
    {
        switch (does)
        {
            case "" or "Equal":
                if (Syntax.LabelValue(value).ToList() is { Count: > 0 } wrong)
                {
                    errors.Invalid(field, value, string.Join(';', wrong));
                }

                break;
            case "Exists":
                if (value.Length > 0)
                {
                    errors.Invalid(field, value, "value must be empty when `operator` is 'Exists'");
                }

                break;
            default:
                errors.Unsupported(field, does, "Equal", "Exists");
                break;
        }
    }
}
