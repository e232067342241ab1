using System.Text.Json.Nodes;
using Workshop.Cluster.Registry.Rules.Pods;
using Workshop.Cluster.Registry.Rules.Storage;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>What Kubernetes demands of a pod's volumes.</summary>
internal static class VolumeValidation
{
    // In the order in which Kubernetes looks for them: the first one counts, every further one is too many.
    private static readonly string[] Types =
    [
        "emptyDir", "hostPath", "gitRepo", "gcePersistentDisk", "awsElasticBlockStore", "secret", "nfs", "iscsi", "glusterfs", "flocker", "persistentVolumeClaim", "rbd", "cinder",
        "cephfs", "quobyte", "downwardAPI", "fc", "flexVolume", "configMap", "azureFile", "vsphereVolume", "photonPersistentDisk", "portworxVolume", "azureDisk", "storageos", "projected",
        "scaleIO", "csi", "ephemeral", "image",
    ];

    /// <param name="podName">Null for templates.</param>
    /// <returns>The volumes that are right, by name, for the mounts.</returns>
    public static IReadOnlyDictionary<string, JsonObject> Validate(JsonObject spec, string? podName, string at, FieldErrors errors)
    {
        var right = new Dictionary<string, JsonObject>();
        var made = spec.Items("volumes").Where(volume => volume.Obj("ephemeral") is not null && podName is not null).Select(volume => $"{podName}-{volume.Str("name")}").ToHashSet();
        foreach (var (i, volume) in spec.Items("volumes").Index())
        {
            var (name, field, own) = (volume.Str("name") ?? "", $"{at}.volumes[{i}]", new FieldErrors());
            Source(volume, podName, field, own);
            Name(name, $"{field}.name", right.ContainsKey(name), own);
            if (!own.Any)
            {
                right.Add(name, volume);
            }

            errors.AddAll(own);
            if (volume.Obj("persistentVolumeClaim").Str("claimName") is { } claim && made.Contains(claim))
            {
                errors.Invalid($"{field}.persistentVolumeClaim.claimName", claim, "must not reference a PVC that gets created for an ephemeral volume");
            }
        }

        return right;
    }

    private static void Name(string name, string field, bool isTaken, FieldErrors errors)
    {
        if (name.Length == 0)
        {
            errors.Required(field);
        }
        else
        {
            errors.Invalid(field, name, Syntax.DnsLabel(name));
        }

        if (isTaken)
        {
            errors.Duplicate(field, name);
        }
    }

    private static void Source(JsonObject volume, string? podName, string field, FieldErrors errors)
    {
        var given = Types.Where(type => volume.Obj(type) is not null).ToList();
        if (given.Count == 0)
        {
            errors.Required(field, "must specify a volume type");
            return;
        }

        Check(volume.Obj(given[0])!, given[0], podName, $"{field}.{given[0]}", errors);
        foreach (var extra in given.Skip(1))
        {
            errors.Forbidden($"{field}.{extra}", "may not specify more than 1 volume type");
        }
    }

    private static void Check(JsonObject source, string type, string? podName, string at, FieldErrors errors)
    {
        switch (type)
        {
            case "emptyDir" when source["sizeLimit"] is { } limit && ResourceAmount.Of(limit) < 0:
                errors.Forbidden($"{at}.sizeLimit", "SizeLimit field must be a valid resource quantity");
                break;
            case "secret":
                VolumeSources.Required(source, at, errors, "secretName");
                ProjectionValidation.Files(source, at, errors);
                break;
            case "configMap":
                VolumeSources.Required(source, at, errors, "name");
                ProjectionValidation.Files(source, at, errors);
                break;
            case "downwardAPI":
                ProjectionValidation.Downward(source, at, errors);
                break;
            case "projected":
                ProjectionValidation.Validate(source, at, errors);
                break;
            case "persistentVolumeClaim":
                VolumeSources.Required(source, at, errors, "claimName");
                break;
            case "ephemeral":
                Ephemeral(source, at, errors);
                break;
            case "image":
                Image(source, isPod: podName is not null, at, errors);
                break;
            default:
                VolumeSources.Validate(source, type, at, errors);
                break;
        }
    }

    private static void Ephemeral(JsonObject source, string at, FieldErrors errors)
    {
        if (source.Obj("volumeClaimTemplate") is not { } template)
        {
            errors.Required($"{at}.volumeClaimTemplate");
            return;
        }

        MetadataValidation.Annotations(template.Obj("metadata").Obj("annotations"), $"{at}.volumeClaimTemplate.metadata.annotations", errors);
        MetadataValidation.Labels(template.Obj("metadata").Obj("labels"), $"{at}.volumeClaimTemplate.metadata.labels", errors);
        ClaimRules.Spec(template.Obj("spec"), $"{at}.volumeClaimTemplate.spec", errors);
    }

    private static void Image(JsonObject source, bool isPod, string at, FieldErrors errors)
    {
        if (isPod)
        {
            VolumeSources.Required(source, at, errors, "reference");
        }

        if (source.Str("pullPolicy") is { Length: > 0 } policy and not ("Always" or "IfNotPresent" or "Never"))
        {
            errors.Unsupported($"{at}.pullPolicy", policy, "Always", "IfNotPresent", "Never");
        }
    }
}
