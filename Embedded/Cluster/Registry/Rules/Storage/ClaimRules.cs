using System.Text.Json.Nodes;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Registry.Rules.Storage;

/// <summary>PersistentVolumeClaim.</summary>
internal sealed class ClaimRules : KindRules
{
    internal const string ClassAnnotation = "volume.beta.kubernetes.io/storage-class";
    private const string Protection = "kubernetes.io/pvc-protection";
    private const string OnePod = "ReadWriteOncePod";
    private static readonly string[] AccessModes = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", OnePod];

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
        Spec(spec, "spec", errors);
        if (old.Obj("spec") is not { } before)
        {
            return;
        }

        if (!JsonNode.DeepEquals(Fixed(spec, before), Fixed(before, before)))
        {
            errors.Forbidden("spec", "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims");
        }

        var capacity = ResourceAmounts.Of(old.Obj("status").Obj("capacity")).At("storage");
        if (Requested(spec).Value < Requested(before).Value && Requested(spec).Value <= capacity.Value)
        {
            errors.Forbidden("spec.resources.requests.storage", "field can not be less than status.capacity");
        }

        if (spec.Str("volumeMode") != before.Str("volumeMode"))
        {
            errors.Invalid("volumeMode", spec.Str("volumeMode"), "field is immutable");
        }
    }

    /// <summary>Also of the templates of claims.</summary>
    public static void Spec(JsonObject? spec, string at, FieldErrors errors)
    {
        if (!spec.Strings("accessModes").Any())
        {
            errors.Required($"{at}.accessModes", "at least 1 access mode is required");
        }

        LabelSelectorValidation.Validate(spec.Obj("selector"), $"{at}.selector", errors);
        Modes(spec, at, errors);
        Size(spec, at, errors);
        Source(spec.Obj("dataSource"), $"{at}.dataSource", errors);
        Source(spec.Obj("dataSourceRef"), $"{at}.dataSourceRef", errors);
    }

    /// <summary>What claims and volumes have in common: how they may be used.</summary>
    public static void Modes(JsonObject? spec, string at, FieldErrors errors)
    {
        var modes = spec.Strings("accessModes").ToList();
        foreach (var mode in modes.Where(mode => !AccessModes.Contains(mode)))
        {
            errors.Unsupported($"{at}.accessModes", mode, AccessModes);
        }

        if (modes.Contains(OnePod) && modes.Any(mode => mode != OnePod && AccessModes.Contains(mode)))
        {
            errors.Forbidden($"{at}.accessModes", "may not use ReadWriteOncePod with other access modes");
        }
    }

    /// <summary>What claims and volumes have in common: their class, and whether they are formatted.</summary>
    public static void Class(JsonObject? spec, string at, FieldErrors errors)
    {
        if (spec.Str("storageClassName") is { Length: > 0 } name)
        {
            errors.Invalid($"{at}.storageClassName", name, Syntax.DnsSubdomain(name));
        }

        if (spec.Str("volumeMode") is { } mode and not ("Block" or "Filesystem"))
        {
            errors.Unsupported($"{at}.volumeMode", mode, "Block", "Filesystem");
        }
    }

    private static Amount Requested(JsonObject? spec) => ResourceAmounts.Of(spec.Obj("resources").Obj("requests")).At("storage");

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

        Class(spec, at, errors);
    }

    private static void Source(JsonObject? source, string at, FieldErrors errors)
    {
        foreach (var field in ((string[])["name", "kind"]).Where(field => source is not null && string.IsNullOrEmpty(source.Str(field))))
        {
            errors.Required($"{at}.{field}");
        }

        if (source is not null && string.IsNullOrEmpty(source.Str("apiGroup")) && source.Str("kind") != "PersistentVolumeClaim")
        {
            errors.Invalid(at, source.Str("kind") ?? "", "must be 'PersistentVolumeClaim' when referencing the default apiGroup");
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
