using k8s;
using k8s.Autorest;
using k8s.Models;
using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Actions;

/// <summary>
/// Takes a node away and gives it back. A node of the embedded cluster has a switch: its processes end at once, as when a machine fails. No API switches a real machine off: there the
/// node is cordoned and its pods are asked to leave, which is gentler.
/// </summary>
internal sealed class NodeSwitch(IClusterAccess access)
{
    private const string PowerAnnotation = "workshop.dev/power";

    public async Task<ActionOutcome> SwitchAsync(string name, bool on, CancellationToken ct)
    {
        var node = new NodeState(await access.Client.CoreV1.ReadNodeAsync(name, cancellationToken: ct));
        return (node.IsEmbedded, on) switch
        {
            (true, _) => await TurnAsync(node, on, ct),
            (false, true) => await UncordonAsync(name, ct),
            (false, false) => await DrainAsync(name, ct),
        };
    }

    private async Task<ActionOutcome> TurnAsync(NodeState node, bool on, CancellationToken ct)
    {
        await PatchAsync(node.Name.Name, new { metadata = new { annotations = new Dictionary<string, string?> { [PowerAnnotation] = on ? null : "off" } } }, ct);
        return new ActionOutcome(true, on
            ? $"Node '{node.Name}' is on again: once it reports, new pods may come to it."
            : $"Node '{node.Name}' is off: its processes are gone at once. Kubernetes notices when it hears nothing more from it, and then makes the pods elsewhere.");
    }

    private async Task<ActionOutcome> UncordonAsync(string node, CancellationToken ct)
    {
        await PatchAsync(node, new { spec = new { unschedulable = (bool?)null } }, ct);
        return new ActionOutcome(true, $"Node '{node}' takes new pods again. Those that have left it do not come back by themselves.");
    }

    private async Task<ActionOutcome> DrainAsync(string node, CancellationToken ct)
    {
        await PatchAsync(node, new { spec = new { unschedulable = true } }, ct);
        var pods = await access.Client.CoreV1.ListPodForAllNamespacesAsync(fieldSelector: $"spec.nodeName={node}", cancellationToken: ct);
        var movable = pods.Items.Where(CanMove).ToList();
        var kept = new List<string>();
        foreach (var pod in movable)
        {
            if (!await EvictAsync(pod, ct))
            {
                kept.Add(pod.Name());
            }
        }

        var left = $"This cluster's machines cannot be switched off from here, so node '{node}' was cordoned and drained: it takes no new pods, and {movable.Count - kept.Count} of its {movable.Count} pods were asked to leave.";
        return kept.Count == 0
            ? new ActionOutcome(true, left)
            : new ActionOutcome(false, $"{left} A disruption budget keeps {string.Join(", ", kept)}: try again when their successors are ready.");
    }

    // As kubectl drain does: a DaemonSet's pods would only come back, and static pods belong to the node.
    private static bool CanMove(V1Pod pod) =>
        pod.Metadata.DeletionTimestamp is null
        && pod.Status?.Phase is not ("Succeeded" or "Failed")
        && pod.Metadata.OwnerReferences?.Any(owner => owner.Kind is "DaemonSet" or "Node") != true;

    /// <returns>False when a disruption budget does not allow it now.</returns>
    private async Task<bool> EvictAsync(V1Pod pod, CancellationToken ct)
    {
        try
        {
            var eviction = new V1Eviction { Metadata = new V1ObjectMeta { Name = pod.Name(), NamespaceProperty = pod.Namespace() } };
            await access.Client.CoreV1.CreateNamespacedPodEvictionAsync(eviction, pod.Name(), pod.Namespace(), cancellationToken: ct);
            return true;
        }
        catch (HttpOperationException e) when (e.Response.StatusCode == System.Net.HttpStatusCode.TooManyRequests)
        {
            return false;
        }
        catch (HttpOperationException e) when (e.Response.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            // Gone by itself.
            return true;
        }
    }

    private Task<V1Node> PatchAsync(string node, object patch, CancellationToken ct) =>
        access.Client.CoreV1.PatchNodeAsync(new V1Patch(patch, V1Patch.PatchType.MergePatch), node, cancellationToken: ct);
}
