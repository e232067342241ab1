using k8s.Models;
using Workshop.Cluster.Loops.Volumes;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Scheduling;

/// <summary>Says of a pod's delayed claims where their volumes are needed: by taking a free volume for one, or by naming the node on the claim. The claims' loop does the rest.</summary>
internal sealed class ClaimAsking(IClusterClient cluster)
{
    /// <returns>Whether there is anything to wait for.</returns>
    public bool Ask(VolumeNeeds volumes, string nodeName)
    {
        if (volumes.Delayed.Count == 0)
        {
            return false;
        }

        var node = cluster.Find<V1Node>("", nodeName)!;
        foreach (var delayed in volumes.Delayed)
        {
            if (delayed.VolumeOn(node) is { } volume)
            {
                Take(volume, delayed.Claim);
            }
            else
            {
                Name(delayed.Claim, nodeName);
            }
        }

        return true;
    }

    private void Take(V1PersistentVolume volume, V1PersistentVolumeClaim claim)
    {
        if (volume.Spec.ClaimRef?.Uid == claim.Metadata.Uid)
        {
            return;
        }

        var copy = cluster.Copy(volume);
        copy.Spec.ClaimRef = BindingPlan.ReferenceTo(claim);
        copy.Metadata.Annotations = new Dictionary<string, string>(copy.Metadata.Annotations ?? new Dictionary<string, string>()) { [BindingPlan.BoundByController] = "yes" };
        cluster.Update(copy);
    }

    private void Name(V1PersistentVolumeClaim claim, string node)
    {
        if (claim.Metadata.Annotations?.ContainsKey(VolumePlan.SelectedNode) == true)
        {
            return;
        }

        var copy = cluster.Copy(claim);
        copy.Metadata.Annotations = new Dictionary<string, string>(copy.Metadata.Annotations ?? new Dictionary<string, string>()) { [VolumePlan.SelectedNode] = node };
        cluster.Update(copy);
    }
}
