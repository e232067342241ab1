using k8s.Models;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Network;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Nodes;

/// <summary>Keeps the Node objects and their leases: few writes, as each is one on disk.</summary>
internal sealed class NodeRegistrar(IClusterClient client, LoopbackRange range, ClusterOptions options, TimeProvider time)
{
    /// <summary>Makes the objects of all nodes and removes those of nodes that no longer exist, with the pods that were theirs.</summary>
    public void Register()
    {
        var names = Enumerable.Range(0, options.NodeCount).Select(NodeObjects.NameOf).ToHashSet();
        foreach (var index in Enumerable.Range(0, options.NodeCount))
        {
            if (client.Find<V1Node>("", NodeObjects.NameOf(index)) is null)
            {
                client.Create(NodeObjects.Node(index, range));
            }

            WriteAddresses(index);
        }

        WriteStatuses();
        RenewLeases();
        foreach (var gone in client.List<V1Node>().Where(node => !names.Contains(node.Metadata.Name)).ToList())
        {
            client.Delete<V1Node>("", gone.Metadata.Name);
            client.Delete<V1Lease>(NodeObjects.LeaseNamespace, gone.Metadata.Name);
        }

        foreach (var orphan in client.List<V1Pod>().Where(pod => !string.IsNullOrEmpty(pod.Spec.NodeName) && !names.Contains(pod.Spec.NodeName)).ToList())
        {
            client.Delete<V1Pod>(orphan.Metadata.NamespaceProperty, orphan.Metadata.Name, DeletionOptions.Now with { PreconditionUid = orphan.Metadata.Uid });
        }
    }

    public void WriteStatuses()
    {
        foreach (var index in Enumerable.Range(0, options.NodeCount))
        {
            Change<V1Node>("", NodeObjects.NameOf(index), node => node.Status = NodeObjects.Status(index, range, options.StateFolder, node.Status, time.GetKubernetesNow()), client.UpdateStatus);
        }
    }

    public void RenewLeases()
    {
        foreach (var name in Enumerable.Range(0, options.NodeCount).Select(NodeObjects.NameOf))
        {
            var now = time.GetUtcNow().UtcDateTime;
            if (!Change<V1Lease>(NodeObjects.LeaseNamespace, name, lease => lease.Spec.RenewTime = now, client.Update))
            {
                client.Create(NodeObjects.Lease(name, now));
            }
        }
    }

    /// <summary>Another range may have been leased than last time.</summary>
    private void WriteAddresses(int index) => Change<V1Node>(
        "",
        NodeObjects.NameOf(index),
        node => (node.Spec.PodCIDR, node.Spec.PodCIDRs) = (range.PodCidr(index), [range.PodCidr(index)]),
        client.Update);

    private bool Change<T>(string ns, string name, Action<T> change, Func<T, T> write)
        where T : class, k8s.IKubernetesObject<V1ObjectMeta>
    {
        while (client.Find<T>(ns, name) is { } found)
        {
            var mine = client.Copy(found);
            change(mine);
            try
            {
                write(mine);
                return true;
            }
            catch (StatusException e) when (e.IsConflict)
            {
                // Somebody labelled or cordoned it in between.
            }
        }

        return false;
    }
}
