using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Storage;

/// <summary>PersistentVolume.</summary>
internal sealed class VolumeRules : KindRules
{
    private const string Protection = "kubernetes.io/pv-protection";

    public override JsonObject FirstStatus(JsonObject body) => new() { ["phase"] = "Pending" };

    public override void Default(JsonObject body)
    {
        var spec = body.Ensure("spec");
        spec.Default("persistentVolumeReclaimPolicy", "Retain");
        spec.Default("volumeMode", "Filesystem");
        spec.Obj("hostPath")?.Default("type", "");
    }

    public override void Admit(JsonObject body)
    {
        var metadata = body.Ensure("metadata");
        if (!metadata.Strings("finalizers").Contains(Protection))
        {
            metadata.Default("finalizers", new JsonArray());
            metadata.Arr("finalizers")!.Add((JsonNode)Protection);
        }
    }

    public override IEnumerable<string> Warnings(JsonObject body, JsonObject? old)
    {
        if (body.Obj("metadata").Obj("annotations")?[ClaimRules.ClassAnnotation] is not null)
        {
            yield return $"metadata.annotations[{ClaimRules.ClassAnnotation}]: deprecated since v1.8; use \"storageClassName\" attribute instead";
        }

        if (body.Obj("spec").Str("persistentVolumeReclaimPolicy") == "Recycle")
        {
            yield return "spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.";
        }
    }

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var spec = body.Obj("spec");
        ClaimRules.Modes(spec, "spec", errors);
        if (spec.Obj("capacity")?["storage"] is not { } size)
        {
            errors.Required("spec.capacity");
        }
        else if (ResourceAmount.Of(size) <= 0)
        {
            errors.Invalid("spec.capacity[storage]", size.Text(), "must be greater than zero");
        }

        if (spec.Str("persistentVolumeReclaimPolicy") is not ("Delete" or "Recycle" or "Retain") and var policy)
        {
            errors.Unsupported("spec.persistentVolumeReclaimPolicy", policy ?? "", "Delete", "Recycle", "Retain");
        }

        if (old.Obj("spec") is { } before && !JsonNode.DeepEquals(before["hostPath"], spec?["hostPath"]))
        {
            errors.Forbidden("spec.persistentvolumesource", "spec.persistentvolumesource is immutable after creation");
        }
    }
}
