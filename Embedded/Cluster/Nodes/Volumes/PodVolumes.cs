using k8s.Models;
using Workshop.Cluster.Nodes.Containers;

namespace Workshop.Cluster.Nodes.Volumes;

/// <summary>One pod's volumes on this machine: made before its containers start, kept up to date while they run.</summary>
internal sealed class PodVolumes(PodFolder folders, TimeProvider time)
{
    private readonly Dictionary<string, AtomicFolder> _projected = [];

    /// <summary>Makes all volumes, or brings them up to date: one that cannot be made keeps none of the others back.</summary>
    /// <returns>Why some cannot be made yet.</returns>
    public IReadOnlyList<VolumeException> Prepare(PodOnNode facts, ConfigLookup config)
    {
        var failures = new List<VolumeException>();
        foreach (var volume in facts.Pod.Spec.Volumes ?? [])
        {
            try
            {
                Prepare(volume, facts, config);
            }
            catch (VolumeException e)
            {
                failures.Add(e);
            }
        }

        return failures;
    }

    /// <summary>Where a container's mount paths lie. Files mounted by subPath are copied now and do not follow, as in Kubernetes.</summary>
    /// <exception cref="VolumeException">A subPath is not there.</exception>
    public IEnumerable<KeyValuePair<string, string>> MountsOf(V1Pod pod, V1Container container, IReadOnlyDictionary<string, string> variables)
    {
        foreach (var (mount, index) in (container.VolumeMounts ?? []).Select((mount, index) => (mount, index)))
        {
            var volume = pod.Spec.Volumes.First(volume => volume.Name == mount.Name);
            var root = volume.HostPath?.Path ?? folders.Volume(pod.Metadata.Uid, volume.Name);
            var sub = string.IsNullOrEmpty(mount.SubPathExpr) ? mount.SubPath : VariableExpansion.Expand(mount.SubPathExpr, variables);
            yield return KeyValuePair.Create(mount.MountPath, string.IsNullOrEmpty(sub) ? root : SubPath(pod, container, volume, root, sub, index));
        }
    }

    private void Prepare(V1Volume volume, PodOnNode facts, ConfigLookup config)
    {
        if (VolumePayload.For(volume, facts, config) is { } files)
        {
            FolderOf(facts.Pod, volume).Write(files);
        }
        else if (volume.HostPath is { } hostPath)
        {
            PrepareHostPath(volume.Name, hostPath);
        }
        else if (volume.EmptyDir is not null)
        {
            Directory.CreateDirectory(folders.Volume(facts.Pod.Metadata.Uid, volume.Name));
        }
        else if (volume.PersistentVolumeClaim is { } claim)
        {
            PrepareClaim(facts.Pod, volume.Name, claim.ClaimName, config);
        }
        else if (volume.Ephemeral is not null)
        {
            PrepareClaim(facts.Pod, volume.Name, $"{facts.Pod.Metadata.Name}-{volume.Name}", config);
        }
        else
        {
            throw new VolumeException(volume.Name, "this cluster has volumes of the types emptyDir, configMap, secret, downwardAPI, projected, persistentVolumeClaim, ephemeral and hostPath");
        }
    }

    private AtomicFolder FolderOf(V1Pod pod, V1Volume volume)
    {
        if (!_projected.TryGetValue(volume.Name, out var folder))
        {
            var isPrivate = volume.Secret is not null || volume.Projected?.Sources?.Any(source => source.Secret is not null || source.ServiceAccountToken is not null) == true;
            _projected[volume.Name] = folder = new AtomicFolder(folders.Volume(pod.Metadata.Uid, volume.Name), isPrivate, time);
        }

        return folder;
    }

    /// <summary>A link in the pod's own folder: the volume's may have blanks in its path, which scripts cannot bear, and it stays when the pod goes.</summary>
    private void PrepareClaim(V1Pod pod, string volume, string claim, ConfigLookup config)
    {
        var link = folders.Volume(pod.Metadata.Uid, volume);
        if (Directory.Exists(link))
        {
            return;
        }

        try
        {
            var folder = Directory.CreateDirectory(config.FolderOfClaim(claim)).FullName;
            Directory.CreateDirectory(Path.GetDirectoryName(link)!);
            Directory.CreateSymbolicLink(link, folder);
        }
        catch (ContainerConfigException e)
        {
            throw new VolumeException(volume, e.Message);
        }
    }

    private static void PrepareHostPath(string volume, V1HostPathVolumeSource source)
    {
        var isThere = source.Type switch
        {
            "DirectoryOrCreate" => Directory.CreateDirectory(source.Path).Exists,
            "FileOrCreate" => File.Exists(source.Path) || CreateFile(source.Path),
            "Directory" => Directory.Exists(source.Path),
            "File" => File.Exists(source.Path),
            _ => true,
        };
        if (!isThere)
        {
            throw new VolumeException(volume, $"hostPath type check failed: {source.Path} is not a {source.Type.ToLowerInvariant()}");
        }
    }

    private static bool CreateFile(string path)
    {
        File.WriteAllBytes(path, []);
        return true;
    }

    private string SubPath(V1Pod pod, V1Container container, V1Volume volume, string root, string sub, int index)
    {
        var source = Path.GetFullPath(Path.Combine(root, sub));
        if (!source.StartsWith(Path.GetFullPath(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new VolumeException(volume.Name, $"subPath '{sub}' leaves the volume");
        }

        if (volume.EmptyDir is not null || volume.HostPath is not null || volume.PersistentVolumeClaim is not null || volume.Ephemeral is not null)
        {
            return File.Exists(source) ? source : Directory.CreateDirectory(source).FullName;
        }

        var copy = Path.Combine(folders.Container(pod.Metadata.Uid, container.Name), "subpaths", $"{index}", Path.GetFileName(source));
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        if (Directory.Exists(source))
        {
            Directory.CreateDirectory(copy);
            foreach (var file in Directory.EnumerateFiles(source))
            {
                File.Copy(file, Path.Combine(copy, Path.GetFileName(file)), overwrite: true);
            }
        }
        else if (File.Exists(source))
        {
            File.Copy(source, copy, overwrite: true);
        }

        return copy;
    }
}
