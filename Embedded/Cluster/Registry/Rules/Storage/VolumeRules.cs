using System.Text.Json.Nodes;
using Workshop.Cluster.Registry.Rules.Pods;

namespace Workshop.Cluster.Registry.Rules.Storage;

/// <summary>PersistentVolume.</summary>
internal sealed class VolumeRules : KindRules
{
    private const string Protection = "kubernetes.io/pv-protection";

    // In the order in which Kubernetes looks for them.
    private static readonly string[] Sources =
    [
        "hostPath", "gcePersistentDisk", "awsElasticBlockStore", "glusterfs", "flocker", "nfs", "rbd", "quobyte", "cephfs", "iscsi", "cinder", "fc", "flexVolume", "azureFile",
        "vsphereVolume", "photonPersistentDisk", "portworxVolume", "azureDisk", "scaleIO", "local", "storageos", "csi",
    ];

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
        var spec = body.Obj("spec") ?? [];
        if (!spec.Strings("accessModes").Any())
        {
            errors.Required("spec.accessModes");
        }

        ClaimRules.Modes(spec, "spec", errors);
        Capacity(spec.Obj("capacity") ?? [], errors);
        if (spec.Str("persistentVolumeReclaimPolicy") is not ("Delete" or "Recycle" or "Retain") and var policy)
        {
            errors.Unsupported("spec.persistentVolumeReclaimPolicy", policy ?? "", "Delete", "Recycle", "Retain");
        }

        NodeAffinity(spec.Obj("nodeAffinity"), errors);
        VolumeSource(spec, errors);
        ClaimRules.Class(spec, "spec", errors);
        Unchanged(spec, old.Obj("spec"), errors);
    }

    private static void Capacity(JsonObject capacity, FieldErrors errors)
    {
        if (capacity.Count == 0)
        {
            errors.Required("spec.capacity");
        }

        if (capacity["storage"] is null || capacity.Count > 1)
        {
            errors.Unsupported("spec.capacity", new GoExpression(Words(capacity)), "storage");
        }

        foreach (var (name, size) in capacity)
        {
            if (ResourceAmount.Of(size) < 0)
            {
                errors.Invalid($"spec.capacity[{name}]", ResourceAmount.Of(size), "must be a valid resource quantity");
            }

            if (ResourceAmount.Of(size) <= 0)
            {
                errors.Invalid($"spec.capacity[{name}]", size.Text(), "must be greater than zero");
            }
        }
    }

    // Kubernetes shows its whole map here; of one without entries there is not more to show.
    private static string Words(JsonObject capacity) => capacity.Count == 0
        ? "core.ResourceList(nil)"
        : $"core.ResourceList{{{string.Join(", ", capacity.Select(pair => $"{GoText.Quote(pair.Key)}:resource.Quantity{{…}}"))}}}";

    private static void NodeAffinity(JsonObject? affinity, FieldErrors errors)
    {
        if (affinity is null)
        {
            return;
        }

        if (affinity.Obj("required") is { } required)
        {
            AffinityValidation.NodeSelector(required, "spec.nodeAffinity.required", errors);
        }
        else
        {
            errors.Required("spec.nodeAffinity.required", "must specify required node constraints");
        }
    }

    private static void VolumeSource(JsonObject spec, FieldErrors errors)
    {
        var given = Sources.Where(type => spec.Obj(type) is not null).ToList();
        if (given.Count == 0)
        {
            errors.Required("spec", "must specify a volume type");
            return;
        }

        Check(spec, given[0], errors);
        foreach (var extra in given.Skip(1))
        {
            errors.Forbidden($"spec.{extra}", "may not specify more than 1 volume type");
        }

        if (spec.Obj("hostPath").Str("path")?.TrimEnd('/') is "" && spec.Str("persistentVolumeReclaimPolicy") == "Recycle")
        {
            errors.Forbidden("spec.persistentVolumeReclaimPolicy", "may not be 'recycle' for a hostPath mount of '/'");
        }
    }

    private static void Check(JsonObject spec, string type, FieldErrors errors)
    {
        var (source, at) = (spec.Obj(type)!, $"spec.{type}");
        VolumeSources.Validate(source, type, at, errors);
        if (type == "csi")
        {
            VolumeSources.Required(source, at, errors, "volumeHandle");
        }
        else if (type == "local")
        {
            VolumeSources.Required(source, at, errors, "path");
            LocalPaths.NoBacksteps(source.Str("path") ?? "", $"{at}.path", errors);
            if (spec.Obj("nodeAffinity") is null)
            {
                errors.Required("spec.nodeAffinity", "Local volume requires node affinity");
            }
        }
    }

    private static void Unchanged(JsonObject spec, JsonObject? before, FieldErrors errors)
    {
        if (before is not null && Sources.Any(type => !JsonNode.DeepEquals(before[type], spec[type])))
        {
            errors.Forbidden("spec.persistentvolumesource", "spec.persistentvolumesource is immutable after creation");
        }

        if (before is not null && before.Str("volumeMode") != spec.Str("volumeMode"))
        {
            errors.Invalid("volumeMode", spec.Str("volumeMode"), "field is immutable");
        }
    }
}
