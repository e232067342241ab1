using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops;

/// <summary>Carries out a <see cref="ClaimPlan"/>: writes and removes controller references.</summary>
internal sealed class Claims(IClusterClient cluster)
{
    /// <returns>The children of <paramref name="owner"/>, those included that it adopted now.</returns>
    public List<T> Of<T>(IKubernetesObject<V1ObjectMeta> owner, ResourceKind ownerKind, V1LabelSelector selector)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var claim = ClaimPlan.For(owner, selector, cluster.List<T>(owner.Metadata.NamespaceProperty));
        var children = claim.Mine;
        foreach (var orphan in claim.Adopt)
        {
            IEnumerable<V1OwnerReference> references = [.. orphan.Metadata.OwnerReferences ?? [], Owners.ReferenceTo(owner, ownerKind.ApiVersion, ownerKind.Kind)];
            if (TryWrite(orphan, references) is { } adopted)
            {
                children.Add(adopted);
            }
        }

        foreach (var stranger in claim.Release)
        {
            TryWrite(stranger, stranger.Metadata.OwnerReferences.Where(reference => reference.Uid != owner.Metadata.Uid));
        }

        return children;
    }

    /// <returns>The child as written, or null when it has vanished meanwhile.</returns>
    private T? TryWrite<T>(T child, IEnumerable<V1OwnerReference> references)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["resourceVersion"] = child.Metadata.ResourceVersion,
                ["ownerReferences"] = new JsonArray([.. references.Select(reference => JsonNode.Parse(KubernetesJson.Serialize(reference)))]),
            },
        };
        try
        {
            return cluster.Patch<T>(child.Metadata.NamespaceProperty, child.Metadata.Name, patch);
        }
        catch (StatusException e) when (e.IsNotFound)
        {
            return null;
        }
    }
}
