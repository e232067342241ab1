using System.Text.Json.Nodes;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Registry.Rules.Storage;

/// <summary>PersistentVolumeClaim.</summary>
internal sealed class ClaimRules : KindRules
{
    internal const string ClassAnnotation = "volume.beta.kubernetes.io/storage-class";
    private const string Protection = "kubernetes.io/pvc-protection";
    private static readonly string[] AccessModes = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];

    public override JsonObject FirstStatus(JsonObject body) => new() { ["phase"] = "Pending" };

    public override void Default(JsonObject body) => body.Ensure("spec").Default("volumeMode", "Filesystem");

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
        if (body.Obj("metadata").Obj("annotations")?[ClassAnnotation] is not null)
        {
            yield return $"metadata.annotations[{ClassAnnotation}]: deprecated since v1.8; use \"storageClassName\" attribute instead";
        }

        if (body.Obj("spec").Obj("resources").Obj("requests").Str("storage") is { } size && ResourceAmount.IsFraction(size))
        {
            yield return $"spec.resources.requests[storage]: fractional byte value {GoText.Quote(size)} is invalid, must be an integer";
        }
    }

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var spec = body.Obj("spec");
        Modes(spec, "spec", errors);
        Size(spec, "spec", errors);

        var capacity = ResourceAmounts.Of(old.Obj("status").Obj("capacity")).At("storage");
        if (old is not null && ResourceAmounts.Of(spec.Obj("resources").Obj("requests")).At("storage").Value < capacity.Value)
        {
            errors.Forbidden("spec.resources.requests.storage", "field can not be less than status.capacity");
        }

        if (old.Obj("spec") is { } before && !JsonNode.DeepEquals(Fixed(spec, before), Fixed(before, before)))
        {
            errors.Forbidden("spec", "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims");
        }
    }

    private static void Size(JsonObject? spec, string at, FieldErrors errors)
    {
        if (spec.Obj("resources").Obj("requests")?["storage"] is not { } size)
        {
            errors.Required($"{at}.resources[storage]");
        }
        else if (ResourceAmount.Of(size) <= 0)
        {
            errors.Invalid($"{at}.resources[storage]", size.Text(), "must be greater than zero");
        }
    }

    public static void Modes(JsonObject? spec, string at, FieldErrors errors)
    {
        if (!spec.Strings("accessModes").Any())
        {
            errors.Required($"{at}.accessModes", "at least 1 access mode is required");
        }

        foreach (var mode in spec.Strings("accessModes").Where(mode => !AccessModes.Contains(mode)))
        {
            errors.Unsupported($"{at}.accessModes", mode, AccessModes);
        }
    }

    /// <summary>What may not change; the volume is written once, and a bound claim may grow.</summary>
    private static JsonObject Fixed(JsonObject? spec, JsonObject before)
    {
        var copy = spec?.DeepClone().AsObject() ?? [];
        if (string.IsNullOrEmpty(before.Str("volumeName")))
        {
            copy.Remove("volumeName");
        }
        else
        {
            copy.Obj("resources")?.Remove("requests");
            copy.Remove("volumeAttributesClassName");
        }

        return copy;
    }
}
