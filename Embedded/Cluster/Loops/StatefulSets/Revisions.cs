using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Loops.Deployments;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.StatefulSets;

/// <summary>Keeps the templates that a StatefulSet has had, as ControllerRevisions: what <c>rollout history</c> and <c>undo</c> read.</summary>
internal sealed class Revisions(IClusterClient cluster)
{
    private readonly Claims _claims = new(cluster);

    /// <returns>The revision of the present template; made, or moved to the end of the history, if need be.</returns>
    public V1ControllerRevision Current(V1StatefulSet set)
    {
        var all = Of(set);
        var next = (all.Count == 0 ? 0 : all.Max(revision => revision.Revision)) + 1;
        var name = $"{set.Metadata.Name}-{PodTemplates.Hash(set.Spec.Template, set.Status?.CollisionCount is > 0 and var collisions ? collisions : null)}";
        var present = all.FirstOrDefault(revision => revision.Metadata.Name == name);
        if (present is null)
        {
            return cluster.Create(New(set, name, next ?? 1));
        }

        if (present.Revision == next - 1)
        {
            return present;
        }

        var copy = cluster.Copy(present);
        copy.Revision = next;
        return cluster.Update(copy);
    }

    public void Trim(V1StatefulSet set, IReadOnlySet<string> used)
    {
        var spare = Of(set).Where(revision => !used.Contains(revision.Metadata.Name)).OrderBy(revision => revision.Revision).ToList();
        foreach (var old in spare.Take(Math.Max(spare.Count - (set.Spec.RevisionHistoryLimit ?? 10), 0)))
        {
            cluster.Delete<V1ControllerRevision>(old.Metadata.NamespaceProperty, old.Metadata.Name);
        }
    }

    /// <summary>Its own, and those that a set of this name left when it was deleted without what it had.</summary>
    private List<V1ControllerRevision> Of(V1StatefulSet set) => _claims.Of<V1ControllerRevision>(set, KindTable.StatefulSet, set.Spec.Selector);

    private static V1ControllerRevision New(V1StatefulSet set, string name, long number)
    {
        // As a strategic merge patch on the set: what undo sends.
        var template = JsonNode.Parse(KubernetesJson.Serialize(set.Spec.Template))!.AsObject();
        template["$patch"] = "replace";
        var data = new JsonObject { ["spec"] = new JsonObject { ["template"] = template } };
        return new V1ControllerRevision
        {
            ApiVersion = "apps/v1",
            Kind = "ControllerRevision",
            Metadata = new V1ObjectMeta
            {
                Name = name,
                NamespaceProperty = set.Metadata.NamespaceProperty,
                Labels = new Dictionary<string, string>(set.Spec.Template.Metadata?.Labels ?? new Dictionary<string, string>()) { [StatefulSetPlan.RevisionLabel] = name },
                OwnerReferences = [Owners.ReferenceTo(set, KindTable.StatefulSet.ApiVersion, KindTable.StatefulSet.Kind)],
            },
            Data = JsonSerializer.SerializeToElement(data),
            Revision = number,
        };
    }
}
