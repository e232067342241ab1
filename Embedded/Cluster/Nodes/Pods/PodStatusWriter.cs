using k8s.Models;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Nodes.Pods;

/// <summary>Writes a pod's status: the one place that does. A newer object is no obstacle, since the status is made from the newest.</summary>
internal sealed class PodStatusWriter(IClusterClient client, TimeProvider time, string hostIp)
{
    private const int MostTries = 5;

    public void Write(V1Pod pod, PodMemory memory)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (client.Find<V1Pod>(pod.Metadata.NamespaceProperty, pod.Metadata.Name) is not { } stored || stored.Metadata.Uid != pod.Metadata.Uid)
            {
                return;
            }

            var next = client.Copy(stored);
            next.Status = PodStatusPlan.For(stored, memory, hostIp, time.GetKubernetesNow());
            try
            {
                client.UpdateStatus(next);
                return;
            }
            catch (StatusException e) when (e.IsNotFound)
            {
                return;
            }
            catch (StatusException e) when (e.IsConflict && attempt < MostTries)
            {
                // Written by somebody else in between: once more from the newest.
            }
        }
    }
}
