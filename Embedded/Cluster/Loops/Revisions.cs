using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Loops.Deployments;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops;

/// <summary>Keeps the templates that a StatefulSet or DaemonSet has had, as ControllerRevisions: what <c>rollout history</c> and <c>undo</c> read.</summary>
internal sealed class Revisions(IClusterClient cluster)
{
    private readonly Claims _claims = new(cluster);

    /// <returns>The revision of the present template; made, or moved to the end of the history, if need be.</returns>
    public V1ControllerRevision Current(RevisionOwner owner)
    {
        var all = Of(owner);
        var next = (all.Count == 0 ? 0 : all.Max(revision => revision.Revision)) + 1;
        var hash = owner.Hash;
        var name = $"{owner.Object.Metadata.Name}-{hash}";
        var present = all.FirstOrDefault(revision => revision.Metadata.Name == name);
        if (present is null)
        {
            return cluster.Create(New(owner, name, hash, next ?? 1));
        }

        if (present.Revision == next - 1)
        {
            return present;
        }

        var copy = cluster.Copy(present);
        copy.Revision = next;
        return cluster.Update(copy);
    }

    /// <returns>Null: it is kept no longer.</returns>
    public V1PodTemplateSpec? Template(RevisionOwner owner, string name) => Of(owner).FirstOrDefault(revision => revision.Metadata.Name == name) is { } revision
        ? KubernetesJson.Deserialize<V1PodTemplateSpec>(JsonNode.Parse(KubernetesJson.Serialize(revision.Data))!["spec"]!["template"]!.ToJsonString())
        : null;

    public void Trim(RevisionOwner owner, IReadOnlySet<string> used)
    {
        var spare = Of(owner).Where(revision => !used.Contains(revision.Metadata.Name)).OrderBy(revision => revision.Revision).ToList();
        foreach (var old in spare.Take(Math.Max(spare.Count - owner.HistoryLimit, 0)))
        {
            cluster.Delete<V1ControllerRevision>(old.Metadata.NamespaceProperty, old.Metadata.Name);
        }
    }

    /// <summary>Its own, and those that one of this name left when it was deleted without what it had.</summary>
    private List<V1ControllerRevision> Of(RevisionOwner owner) => _claims.Of<V1ControllerRevision>(owner.Object, owner.Kind, owner.Selector);

    private static V1ControllerRevision New(RevisionOwner owner, string name, string hash, long number)
    {
        // As a strategic merge patch on the owner: what undo sends.
        var template = JsonNode.Parse(KubernetesJson.Serialize(owner.Template))!.AsObject();
        template["$patch"] = "replace";
        var data = new JsonObject { ["spec"] = new JsonObject { ["template"] = template } };
        var metadata = owner.Object.Metadata;
        return new V1ControllerRevision
        {
            ApiVersion = "apps/v1",
            Kind = "ControllerRevision",
            Metadata = new V1ObjectMeta
            {
                Name = name,
                NamespaceProperty = metadata.NamespaceProperty,
                Labels = new Dictionary<string, string>(owner.Template.Metadata?.Labels ?? new Dictionary<string, string>()) { [owner.HashLabel] = hash },

                // The cause of a change is told there.
                Annotations = metadata.Annotations is { Count: > 0 } annotations ? new Dictionary<string, string>(annotations) : null,
                OwnerReferences = [Owners.ReferenceTo(owner.Object, owner.Kind.ApiVersion, owner.Kind.Kind)],
            },
            Data = JsonSerializer.SerializeToElement(data),
            Revision = number,
        };
    }
}

/// <summary>What has revisions.</summary>
/// <param name="HashLabel">Of its revisions; a DaemonSet's are found by the label of its pods.</param>
internal sealed record RevisionOwner(
    IKubernetesObject<V1ObjectMeta> Object, ResourceKind Kind, V1LabelSelector Selector, V1PodTemplateSpec Template, int? Collisions, int HistoryLimit, string HashLabel)
{
    public string Hash => PodTemplates.Hash(Template, Collisions is > 0 ? Collisions : null);

    public static RevisionOwner Of(V1StatefulSet set) => new(
        set, KindTable.StatefulSet, set.Spec.Selector, set.Spec.Template, set.Status?.CollisionCount, set.Spec.RevisionHistoryLimit ?? 10, "controller.kubernetes.io/hash");

    public static RevisionOwner Of(V1DaemonSet set) => new(
        set, KindTable.DaemonSet, set.Spec.Selector, set.Spec.Template, set.Status?.CollisionCount, set.Spec.RevisionHistoryLimit ?? 10, DaemonSets.DaemonSetPlan.RevisionLabel);
}
