using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Storage;

/// <summary>PersistentVolumeClaim.</summary>
internal sealed class ClaimRules : KindRules
{
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

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var spec = body.Obj("spec");
        Modes(spec, "spec", errors);
        if (spec.Obj("resources").Obj("requests")?["storage"] is null)
        {
            errors.Required("spec.resources[storage]");
        }

        if (old.Obj("spec") is { } before && !JsonNode.DeepEquals(Fixed(spec, before), Fixed(before, before)))
        {
            errors.Forbidden("spec", "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims");
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
