using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>What may change in a pod that exists: images, a shorter deadline, more tolerations, fewer scheduling gates.</summary>
internal static class PodUpdate
{
    /// <returns>False where nothing more can be said of what changed.</returns>
    public static bool Validate(JsonObject spec, JsonObject old, FieldErrors errors)
    {
        foreach (var list in (string[])["containers", "initContainers"])
        {
            if (spec.Items(list).Count() != old.Items(list).Count())
            {
                errors.Forbidden($"spec.{list}", "pod updates may not add or remove containers");
                return false;
            }

            foreach (var (i, _) in spec.Items(list).Index().Where(pair => string.IsNullOrEmpty(pair.Item.Str("image"))))
            {
                errors.Required($"spec.{list}[{i}].image");
            }
        }

        if (!Deadline(spec, old, errors))
        {
            return false;
        }

        if (old.Items("tolerations").Any(toleration => !spec.Items("tolerations").Any(kept => IsKept(toleration, kept))))
        {
            errors.Forbidden("spec.tolerations", "existing toleration can not be modified except its tolerationSeconds");
        }

        var gates = spec.Items("schedulingGates").Select(gate => gate.Str("name")).Index();
        foreach (var (i, gate) in gates.Where(pair => !old.Items("schedulingGates").Any(present => present.Str("name") == pair.Item)))
        {
            errors.Forbidden($"spec.schedulingGates[{i}].name", $"only deletion is allowed, but found new scheduling gate '{gate}'");
        }

        return true;
    }

    /// <summary>A copy of the spec without all that an update may change; that depends on the spec as it was.</summary>
    public static JsonObject WithoutChangeable(JsonObject spec, JsonObject old)
    {
        var copy = spec.DeepClone().AsObject();
        copy.Remove("activeDeadlineSeconds");
        copy.Remove("tolerations");
        copy.Remove("schedulingGates");
        if (old.Int("terminationGracePeriodSeconds") < 0 && copy.Int("terminationGracePeriodSeconds") is 1 or < 0)
        {
            copy.Remove("terminationGracePeriodSeconds");
        }

        foreach (var container in PodDefaults.AllContainers(copy))
        {
            container.Remove("image");
        }

        return copy;
    }

    private static bool Deadline(JsonObject spec, JsonObject old, FieldErrors errors)
    {
        var (deadline, before) = (spec.Int("activeDeadlineSeconds"), old.Int("activeDeadlineSeconds"));
        if (deadline is < 0 or > int.MaxValue)
        {
            errors.Invalid("spec.activeDeadlineSeconds", deadline, Syntax.Range(deadline.Value, 0, int.MaxValue));
            return false;
        }

        if (before is not null && deadline is null)
        {
            errors.Invalid("spec.activeDeadlineSeconds", null, "must not update from a positive integer to nil value");
        }
        else if (deadline > before)
        {
            errors.Invalid("spec.activeDeadlineSeconds", deadline, "must be less than or equal to previous value");
            return false;
        }

        return true;
    }

    private static bool IsKept(JsonObject before, JsonObject after)
    {
        var (left, right) = (before.DeepClone().AsObject(), after.DeepClone().AsObject());
        left.Remove("tolerationSeconds");
        right.Remove("tolerationSeconds");
        return JsonNode.DeepEquals(left, right);
    }
}
