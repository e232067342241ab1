using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>What may change in a pod that exists: images, a shorter deadline, more tolerations, fewer scheduling gates.</summary>
internal static class PodUpdate
{
    public static void Validate(JsonObject spec, JsonObject old, FieldErrors errors)
    {
        var before = PodDefaults.AllContainers(old).Count();
        if (before != PodDefaults.AllContainers(spec).Count())
        {
            errors.Forbidden("spec.containers", "pod updates may not add or remove containers");
        }

        PodValidation.Images(spec, errors);
        Deadline(spec, old, errors);
        if (old.Items("tolerations").Any(toleration => !spec.Items("tolerations").Any(kept => IsKept(toleration, kept))))
        {
            errors.Forbidden("spec.tolerations", "existing toleration can not be modified except its tolerationSeconds");
        }

        if (spec.Items("schedulingGates").Any(gate => !old.Items("schedulingGates").Any(present => present.Str("name") == gate.Str("name"))))
        {
            errors.Forbidden("spec.schedulingGates", "only deletion is allowed, but found new scheduling gate");
        }
    }

    /// <summary>A copy of the spec without all that an update may change.</summary>
    public static JsonObject WithoutChangeable(JsonObject spec)
    {
        var copy = spec.DeepClone().AsObject();
        copy.Remove("activeDeadlineSeconds");
        copy.Remove("tolerations");
        copy.Remove("schedulingGates");
        foreach (var container in PodDefaults.AllContainers(copy))
        {
            container.Remove("image");
        }

        return copy;
    }

    private static void Deadline(JsonObject spec, JsonObject old, FieldErrors errors)
    {
        var (deadline, before) = (spec.Int("activeDeadlineSeconds"), old.Int("activeDeadlineSeconds"));
        if (before is not null && deadline is null)
        {
            errors.Invalid("spec.activeDeadlineSeconds", null, "must not update from a positive integer to nil value");
        }
        else if (deadline > before)
        {
            errors.Invalid("spec.activeDeadlineSeconds", deadline, "must be less than or equal to previous value");
        }
    }

    private static bool IsKept(JsonObject before, JsonObject after)
    {
        var (left, right) = (before.DeepClone().AsObject(), after.DeepClone().AsObject());
        left.Remove("tolerationSeconds");
        right.Remove("tolerationSeconds");
        return JsonNode.DeepEquals(left, right);
    }
}
