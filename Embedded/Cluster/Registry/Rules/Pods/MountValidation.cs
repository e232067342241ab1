using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Pods;

/// <summary>What Kubernetes demands of where a container sees the pod's volumes.</summary>
internal static class MountValidation
{
    private static readonly string[] Propagations = ["Bidirectional", "HostToContainer", "None"];

    /// <param name="volumes">Those that are right, by name.</param>
    public static void Validate(JsonObject container, string at, IReadOnlyDictionary<string, JsonObject> volumes, FieldErrors errors)
    {
        var (mounts, devices) = (container.Items("volumeMounts").ToList(), container.Items("volumeDevices").ToList());
        var paths = new HashSet<string>();
        foreach (var (i, mount) in mounts.Index())
        {
            Mount(mount, $"{at}.volumeMounts[{i}]", volumes, errors, isNewPath: paths.Add(mount.Str("mountPath") ?? ""));
            Overlap(mount, devices, $"{at}.volumeMounts[{i}]", ("mountPath", "devicePath", "volumeDevices"), errors);
            Paths(mount, $"{at}.volumeMounts", $"{at}.volumeMounts[{i}]", volumes, errors);
            Propagation(mount, container, $"{at}.volumeMounts", errors);
        }

        Devices(devices, $"{at}.volumeDevices", volumes, mounts, errors);
    }

    private static void Mount(JsonObject mount, string field, IReadOnlyDictionary<string, JsonObject> volumes, FieldErrors errors, bool isNewPath)
    {
        var (name, path) = (mount.Str("name") ?? "", mount.Str("mountPath") ?? "");
        if (name.Length == 0)
        {
            errors.Required($"{field}.name");
        }

        if (!volumes.ContainsKey(name))
        {
            errors.NotFound($"{field}.name", name);
        }

        if (path.Length == 0)
        {
            errors.Required($"{field}.mountPath");
        }

        if (!isNewPath)
        {
            errors.Invalid($"{field}.mountPath", path, "must be unique");
        }
    }

    private static void Overlap(JsonObject item, List<JsonObject> others, string field, (string Path, string OtherPath, string List) words, FieldErrors errors)
    {
        var (name, path) = (item.Str("name") ?? "", item.Str(words.Path) ?? "");
        if (others.Any(other => (other.Str("name") ?? "") == name))
        {
            errors.Invalid($"{field}.name", name, $"must not already exist in {words.List}");
        }

        if (others.Any(other => (other.Str(words.OtherPath) ?? "") == path))
        {
            errors.Invalid($"{field}.{words.Path}", path, $"must not already exist as a path in {words.List}");
        }
    }

    // Kubernetes names the list here, not the mount.
    private static void Paths(JsonObject mount, string list, string field, IReadOnlyDictionary<string, JsonObject> volumes, FieldErrors errors)
    {
        var isImage = volumes.GetValueOrDefault(mount.Str("name") ?? "").Obj("image") is not null;
        foreach (var kind in (string[])["subPath", "subPathExpr"])
        {
            if (mount.Str(kind) is not { Length: > 0 } path)
            {
                continue;
            }

            if (isImage)
            {
                errors.Invalid($"{field}.{kind}", path, "not allowed in image volume sources");
            }

            if (kind == "subPathExpr" && mount.Str("subPath") is { Length: > 0 })
            {
                errors.Invalid($"{field}.subPathExpr", path, "subPathExpr and subPath are mutually exclusive");
            }

            LocalPaths.Descending(path, $"{list}.{kind}", errors);
        }
    }

    private static void Propagation(JsonObject mount, JsonObject container, string list, FieldErrors errors)
    {
        var (propagation, recursive) = (mount.Str("mountPropagation"), mount.Str("recursiveReadOnly"));
        if (propagation is not null && !Propagations.Contains(propagation))
        {
            errors.Unsupported($"{list}.mountPropagation", propagation, Propagations);
        }

        if (propagation == "Bidirectional" && container.Obj("securityContext").Flag("privileged") is not true)
        {
            errors.Forbidden($"{list}.mountPropagation", "Bidirectional mount propagation is available only to privileged containers");
        }

        if (recursive is not (null or "Disabled" or "Enabled" or "IfPossible"))
        {
            errors.Unsupported($"{list}.recursiveReadOnly", recursive, "Disabled", "Enabled", "IfPossible");
        }
        else if (recursive is "Enabled" or "IfPossible")
        {
            if (mount.Flag("readOnly") is not true)
            {
                errors.Forbidden($"{list}.recursiveReadOnly", "may only be specified when readOnly is true");
            }

            if (propagation is not (null or "None"))
            {
                errors.Forbidden($"{list}.recursiveReadOnly", "may only be specified when mountPropagation is None or not specified");
            }
        }
    }

    private static void Devices(List<JsonObject> devices, string list, IReadOnlyDictionary<string, JsonObject> volumes, List<JsonObject> mounts, FieldErrors errors)
    {
        var (names, paths) = (new HashSet<string>(), new HashSet<string>());
        foreach (var (i, device) in devices.Index())
        {
            var (name, path, field) = (device.Str("name") ?? "", device.Str("devicePath") ?? "", $"{list}[{i}]");
            if (name.Length == 0)
            {
                errors.Required($"{field}.name");
            }
            else if (!names.Add(name))
            {
                errors.Invalid($"{field}.name", name, "must be unique");
            }

            if (!volumes.TryGetValue(name, out var volume))
            {
                errors.NotFound($"{field}.name", name);
            }
            else if (volume["persistentVolumeClaim"] is null && volume["ephemeral"] is null)
            {
                errors.Invalid($"{field}.name", name, "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode");
            }

            if (path.Length == 0)
            {
                errors.Required($"{field}.devicePath");
            }

            if (LocalPaths.HasBacksteps(path))
            {
                errors.Invalid($"{field}.devicePath", path, "can not contain backsteps ('..')");
            }
            else if (!paths.Add(path))
            {
                errors.Invalid($"{field}.devicePath", path, "must be unique");
            }

            Overlap(device, mounts, field, ("devicePath", "mountPath", "volumeMounts"), errors);
        }
    }
}
