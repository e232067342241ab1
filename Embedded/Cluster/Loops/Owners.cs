using k8s;
using k8s.Models;

namespace Workshop.Cluster.Loops;

/// <summary>Owner references: how a child names the object it was made for.</summary>
internal static class Owners
{
    /// <summary>The reference that a child made by <paramref name="owner"/> carries.</summary>
    public static V1OwnerReference ReferenceTo(IKubernetesObject<V1ObjectMeta> owner, string apiVersion, string kind) => new()
    {
        ApiVersion = apiVersion,
        Kind = kind,
        Name = owner.Metadata.Name,
        Uid = owner.Metadata.Uid,
        Controller = true,
        BlockOwnerDeletion = true,
    };

    /// <summary>The one owner that controls the object, or null.</summary>
    public static V1OwnerReference? ControllerOf(IKubernetesObject<V1ObjectMeta> child) =>
        child.Metadata.OwnerReferences?.FirstOrDefault(owner => owner.Controller == true);

    public static bool IsControlledBy(IKubernetesObject<V1ObjectMeta> child, IKubernetesObject<V1ObjectMeta> owner) =>
        ControllerOf(child)?.Uid == owner.Metadata.Uid;

    /// <summary>Names of the controlling owners of that kind, before and after a change.</summary>
    public static IEnumerable<string> ControllersOf(IKubernetesObject<V1ObjectMeta> now, IKubernetesObject<V1ObjectMeta>? before, string kind) =>
        new[] { ControllerOf(now), before is null ? null : ControllerOf(before) }
            .Where(owner => owner?.Kind == kind)
            .Select(owner => owner!.Name)
            .Distinct();
}
