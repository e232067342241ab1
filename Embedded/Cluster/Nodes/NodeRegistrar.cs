using k8s.Models;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Network;
using Workshop.Cluster.Nodes.Power;
using Workshop.Cluster.Nodes.Scaling;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Nodes;

/// <summary>Keeps the Node objects and their leases: few writes, as each is one on disk.</summary>
internal sealed class NodeRegistrar(IClusterClient client, LoopbackRange range, NodeSet nodes, ClusterOptions options, TimeProvider time)
{
    /// <summary>The nodes as they are now.</summary>
    public IReadOnlyList<V1Node> All => client.List<V1Node>();

    /// <summary>Makes the objects of all nodes and removes those of nodes that no longer exist; what was bound to them the cluster collects.</summary>
    public void Register()
    {
        foreach (var index in Enumerable.Range(options.NodeCount, Math.Max(0, options.NodeAutoscaling.MostNodes - options.NodeCount)).Where(index => client.Find<V1Node>("", NodeObjects.NameOf(index)) is not null))
        {
            // Added by need before the restart: whether it still is will be seen.
            nodes.Add(index);
        }

        var names = nodes.Indexes.Select(NodeObjects.NameOf).ToHashSet();
        foreach (var index in nodes.Indexes)
        {
            Put(index);
        }

        WriteStatuses();
        RenewLeases();
        foreach (var gone in client.List<V1Node>().Where(node => !names.Contains(node.Metadata.Name)).ToList())
        {
            Delete(gone.Metadata.Name);
        }
    }

    /// <summary>Makes the objects of one more node.</summary>
    public void Add(int index)
    {
        Put(index);
        WriteStatus(index);
        RenewLease(index);
    }

    public void Delete(string name)
    {
        client.Delete<V1Node>("", name);
        client.Delete<V1Lease>(NodeObjects.LeaseNamespace, name);
    }

    /// <summary>Whether the scheduler leaves the node alone, as it is about to go.</summary>
    public void MarkForDeletion(string name, bool isMarked) => Change<V1Node>("", name, node => NodeScalePlan.Mark(node, isMarked, time.GetUtcNow()), client.Update);

    public void WriteStatuses()
    {
        foreach (var index in nodes.Indexes.Where(index => !IsOff(index)))
        {
            WriteStatus(index);
        }
    }

    public void WriteStatus(int index) =>
        Change<V1Node>("", NodeObjects.NameOf(index), node => node.Status = NodeObjects.Status(index, range, options.StateFolder, node.Status, time.GetKubernetesNow()), client.UpdateStatus);

    public void RenewLeases()
    {
        foreach (var index in nodes.Indexes.Where(index => !IsOff(index)))
        {
            RenewLease(index);
        }
    }

    public void RenewLease(int index)
    {
        var (name, now) = (NodeObjects.NameOf(index), time.GetUtcNow().UtcDateTime);
        if (!Change<V1Lease>(NodeObjects.LeaseNamespace, name, lease => lease.Spec.RenewTime = now, client.Update))
        {
            client.Create(NodeObjects.Lease(name, now));
        }
    }

    // A node without power says nothing.
    private bool IsOff(int index) => client.Find<V1Node>("", NodeObjects.NameOf(index)) is { } node && NodePower.IsOff(node);

    /// <summary>A node's range cannot be changed: if another one was leased than last time, the node is made anew, as it was labelled and tainted.</summary>
    private void Put(int index)
    {
        var wanted = NodeObjects.Node(index, range);
        if (client.Find<V1Node>("", wanted.Metadata.Name) is { } present)
        {
            if (present.Spec.PodCIDR == wanted.Spec.PodCIDR)
            {
                return;
            }

            (wanted.Metadata.Labels, wanted.Metadata.Annotations) = (present.Metadata.Labels, present.Metadata.Annotations);
            (wanted.Spec.Taints, wanted.Spec.Unschedulable) = (present.Spec.Taints, present.Spec.Unschedulable);
            client.Delete<V1Node>("", wanted.Metadata.Name);
        }

        client.Create(wanted);
    }

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
