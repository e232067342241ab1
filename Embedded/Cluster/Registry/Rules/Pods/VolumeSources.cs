using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Pods;

/// <summary>What Kubernetes demands of the sources that pods and PersistentVolumes share. Nothing here serves most of them; that is no reason to take wrong ones.</summary>
internal static class VolumeSources
{
    private static readonly string[] HostPathTypes = ["", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"];

    private static readonly Dictionary<string, string[]> Fields = new()
    {
        ["gitRepo"] = ["repository"],
        ["gcePersistentDisk"] = ["pdName"],
        ["awsElasticBlockStore"] = ["volumeID"],
        ["glusterfs"] = ["endpoints", "path"],
        ["iscsi"] = ["targetPortal", "iqn"],
        ["rbd"] = ["monitors", "image"],
        ["cinder"] = ["volumeID"],
        ["cephfs"] = ["monitors"],
        ["quobyte"] = ["registry", "volume"],
        ["flexVolume"] = ["driver"],
        ["azureFile"] = ["secretName", "shareName"],
        ["vsphereVolume"] = ["volumePath"],
        ["photonPersistentDisk"] = ["pdID"],
        ["portworxVolume"] = ["volumeID"],
        ["azureDisk"] = ["diskName", "diskURI"],
        ["storageos"] = ["volumeName"],
        ["scaleIO"] = ["gateway", "system", "volumeName"],
    };

    public static void Validate(JsonObject source, string type, string at, FieldErrors errors)
    {
        switch (type)
        {
            case "hostPath":
                HostPath(source, at, errors);
                break;
            case "nfs":
                Required(source, at, errors, "server", "path");
                if (source.Str("path")?.StartsWith('/') is not true)
                {
                    errors.Invalid($"{at}.path", source.Str("path") ?? "", "must be an absolute path");
                }

                break;
            case "csi":
                Driver(source.Str("driver") ?? "", $"{at}.driver", errors);
                break;
            default:
                // One source has another name in messages than in manifests.
                Required(source, type == "gcePersistentDisk" ? at.Replace("gcePersistentDisk", "persistentDisk", StringComparison.Ordinal) : at, errors, Fields.GetValueOrDefault(type, []));
                break;
        }
    }

    public static void Required(JsonObject source, string at, FieldErrors errors, params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            if (source[field] is null or JsonArray { Count: 0 } || source.Str(field) is "")
            {
                errors.Required($"{at}.{field}");
            }
        }
    }

    public static void Driver(string name, string field, FieldErrors errors)
    {
        if (name.Length == 0)
        {
            errors.Required(field);
        }

        if (name.Length > 63)
        {
            errors.TooLong(field, 63);
        }

        errors.Invalid(field, name, Syntax.DnsSubdomain(name.ToLowerInvariant()));
    }

    private static void HostPath(JsonObject source, string at, FieldErrors errors)
    {
        if (source.Str("path") is not { Length: > 0 } path)
        {
            errors.Required($"{at}.path");
            return;
        }

        LocalPaths.NoBacksteps(path, $"{at}.path", errors);
        if (source.Str("type") is { } type && !HostPathTypes.Contains(type))
        {
            errors.Unsupported($"{at}.type", type, HostPathTypes);
        }
    }
}
