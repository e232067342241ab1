using k8s.Models;
using Workshop.Cluster.Nodes.Containers;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Nodes.Volumes;

/// <summary>Finds the folder behind a PersistentVolumeClaim.</summary>
internal static class ClaimFolders
{
    /// <exception cref="ContainerConfigException">The claim is missing, unbound, or bound to a volume of a type that a folder cannot be.</exception>
    public static string Find(IClusterClient client, string ns, string name)
    {
        var claim = client.Find<V1PersistentVolumeClaim>(ns, name) ?? throw new ContainerConfigException($"persistentvolumeclaim \"{name}\" not found");
        if (claim.Status?.Phase != "Bound" || string.IsNullOrEmpty(claim.Spec.VolumeName))
        {
            throw new ContainerConfigException($"PVC is not bound: {name}");
        }

        var volume = client.Find<V1PersistentVolume>("", claim.Spec.VolumeName)?.Spec;
        return volume?.HostPath?.Path ?? volume?.Local?.Path
            ?? throw new ContainerConfigException($"persistent volume \"{claim.Spec.VolumeName}\" is no folder of this machine (hostPath, local)");
    }
}
