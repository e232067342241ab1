using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Pods;

/// <summary>What Kubernetes demands of a pod's <c>topologySpreadConstraints</c>.</summary>
internal static class SpreadValidation
{
    public static void Validate(JsonObject spec, string at, FieldErrors errors)
    {
        var constraints = spec.Items("topologySpreadConstraints").ToList();
        foreach (var (i, constraint) in constraints.Index())
        {
            Validate(constraint, constraints[(i + 1)..], $"{at}.topologySpreadConstraints[{i}]", errors);
        }
    }

    private static void Validate(JsonObject constraint, List<JsonObject> later, string field, FieldErrors errors)
    {
        if ((constraint.Int("maxSkew") ?? 0) is <= 0 and var skew)
        {
            errors.Invalid($"{field}.maxSkew", skew, "must be greater than zero");
        }

        var (topology, action) = (constraint.Str("topologyKey") ?? "", constraint.Str("whenUnsatisfiable") ?? "");
        if (topology.Length == 0)
        {
            errors.Required($"{field}.topologyKey", "can not be empty");
        }

        if (action is not ("DoNotSchedule" or "ScheduleAnyway"))
        {
            errors.Unsupported($"{field}.whenUnsatisfiable", action, "DoNotSchedule", "ScheduleAnyway");
        }

        if (later.Any(other => (other.Str("topologyKey") ?? "") == topology && (other.Str("whenUnsatisfiable") ?? "") == action))
        {
            errors.Duplicate($"{field}.{{topologyKey, whenUnsatisfiable}}", $"{{{topology}, {action}}}");
        }

        MinDomains(constraint, action, field, errors);
        foreach (var policy in (string[])["nodeAffinityPolicy", "nodeTaintsPolicy"])
        {
            if (constraint.Str(policy) is { } value and not ("Honor" or "Ignore"))
            {
                errors.Unsupported($"{field}.{policy}", value, "Honor", "Ignore");
            }
        }

        LabelKeys(constraint, field, errors);
        LabelSelectorValidation.Validate(constraint.Obj("labelSelector"), $"{field}.labelSelector", errors);
    }

    private static void MinDomains(JsonObject constraint, string action, string field, FieldErrors errors)
    {
        if (constraint.Int("minDomains") is not { } domains)
        {
            return;
        }

        if (domains <= 0)
        {
            errors.Invalid($"{field}.minDomains", domains, "must be greater than zero");
        }

        if (action != "DoNotSchedule")
        {
            errors.Invalid($"{field}.minDomains", domains, $"can only use minDomains if whenUnsatisfiable=DoNotSchedule, not {action}");
        }
    }

    private static void LabelKeys(JsonObject constraint, string field, FieldErrors errors)
    {
        var keys = constraint.Strings("matchLabelKeys").ToList();
        if (keys.Count > 0 && constraint.Obj("labelSelector") is null)
        {
            errors.Forbidden($"{field}.matchLabelKeys", "must not be specified when labelSelector is not set");
        }

        foreach (var (i, key) in keys.Index())
        {
            errors.Invalid($"{field}.matchLabelKeys[{i}]", key, Syntax.QualifiedName(key));
            if (LabelSelectorValidation.Keys(constraint.Obj("labelSelector")).Contains(key))
            {
                errors.Invalid($"{field}.matchLabelKeys[{i}]", key, "exists in both matchLabelKeys and labelSelector");
            }
        }
    }
}
