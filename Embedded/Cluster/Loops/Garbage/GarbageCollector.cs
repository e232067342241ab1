using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Garbage;

/// <summary>
/// Deletes what was made for an owner that is no more: in the background (owner first), in the foreground (dependents first),
/// or not at all (orphans). Pods that have ended are left alone: they are for the user to read.
/// </summary>
internal sealed class GarbageCollector(IObjectRegistry registry, IEventRecorder events) : IReconciler
{
    public const string Component = "garbage-collector";

    private readonly Dependents _dependents = new(registry);

    public static void Listen(LoopSources sources) => sources.OfAllKinds((kind, change) => KeysOf(sources.Kinds.Current, kind, change));

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        var wanted = GarbageKey.Decode(key);
        var item = registry.Kinds.Current.FindResource(wanted.Resource) is { } kind ? registry.Find(kind, wanted.Key) : null;
        if (item is null || item.Uid != wanted.Uid)
        {
            CollectDependents(wanted, gone: wanted.Uid);
            return Task.FromResult(ReconcileResult.Done);
        }

        var metadata = ObjectMetadata.Of(item);
        if (metadata.DeletionTimestamp is null)
        {
            Collect(item, metadata, gone: null);
        }
        else if (metadata.Finalizers?.Contains(GarbagePlan.Orphan) == true)
        {
            ReleaseDependents(wanted);
            RemoveFinalizer(item, metadata, GarbagePlan.Orphan);
        }
        else if (metadata.Finalizers?.Contains(GarbagePlan.Foreground) == true)
        {
            CollectDependents(wanted, gone: null);
            if (!_dependents.Of(wanted).Any(dependent => Blocks(dependent.Metadata, wanted.Uid)))
            {
                RemoveFinalizer(item, metadata, GarbagePlan.Foreground);
            }
        }

        return Task.FromResult(ReconcileResult.Done);
    }

    /// <summary>What a change means: the object itself may have lost its owner or be one; when it goes, owners may have waited for that.</summary>
    private static IEnumerable<ObjectKey> KeysOf(KindSet kinds, ResourceKind kind, WatchEvent change)
    {
        var item = change.Object;
        var now = Bonds(item);
        if (change.Type == Registry.WatchEventType.Modified && change.Previous is { } previous && now.Text == Bonds(previous).Text)
        {
            yield break;
        }

        yield return new GarbageKey(kind.GroupResource, item.Key, item.Uid).Encode();
        if (change.Type == Registry.WatchEventType.Added)
        {
            yield break;
        }

        foreach (var owner in (now.Metadata.OwnerReferences ?? []).Concat(change.Previous is null ? [] : Bonds(change.Previous).Metadata.OwnerReferences ?? []))
        {
            if (kinds.FindByKind(owner.ApiVersion, owner.Kind) is { } ownerKind)
            {
                yield return new GarbageKey(ownerKind.GroupResource, KeyOf(owner, ownerKind, item.Key.Namespace), owner.Uid).Encode();
            }
        }
    }

    /// <summary>The part of an object that this loop looks at; most changes of objects are elsewhere.</summary>
    private static (V1ObjectMeta Metadata, string Text) Bonds(StoredObject item)
    {
        var metadata = ObjectMetadata.Of(item);
        return (metadata, KubernetesJson.Serialize(new object?[] { metadata.OwnerReferences, metadata.DeletionTimestamp, metadata.Finalizers }));
    }

    /// <param name="gone">The uid of an owner that is known to be no more, though its kind may be gone as well and nobody could look for it.</param>
    private void CollectDependents(GarbageKey owner, string? gone)
    {
        foreach (var (item, metadata) in _dependents.Of(owner).Where(dependent => dependent.Metadata.DeletionTimestamp is null))
        {
            Collect(item, metadata, gone);
        }
    }

    private void Collect(StoredObject item, V1ObjectMeta metadata, string? gone)
    {
        if (metadata.OwnerReferences is not { Count: > 0 })
        {
            return;
        }

        foreach (var owner in metadata.OwnerReferences.Where(owner => IsElsewhere(owner, item.Key.Namespace)))
        {
            events.Record(
                new BondObject(item, metadata), "Warning", "OwnerRefInvalidNamespace",
                $"ownerRef [{owner.ApiVersion}/{owner.Kind}, namespace: {item.Key.Namespace}, name: {owner.Name}, uid: {owner.Uid}] does not exist in namespace \"{item.Key.Namespace}\"",
                "garbage-collector-controller");
        }

        var plan = GarbagePlan.For(
            metadata, owner => owner.Uid == gone ? OwnerState.Absent : StateOf(owner, item.Key.Namespace), () => _dependents.Of(new GarbageKey(item.Kind.GroupResource, item.Key, item.Uid)).Any());
        if (plan.Delete is { } policy)
        {
            Delete(item, policy);
        }
        else if (plan.DropOwners.Count > 0)
        {
            WriteOwners(item, metadata, plan.DropOwners);
        }
    }

    private OwnerState StateOf(V1OwnerReference owner, string ns)
    {
        if (registry.Kinds.Current.FindByKind(owner.ApiVersion, owner.Kind) is not { } kind)
        {
            // A kind that we do not serve: nobody can tell whether the owner is there, so nothing is deleted.
            return OwnerState.Present;
        }

        if (kind.IsNamespaced && ns.Length == 0)
        {
            // An object without a namespace cannot have an owner in one: which one would it be?
            return OwnerState.Present;
        }

        if (registry.Find(kind, KeyOf(owner, kind, ns)) is not { } found || found.Uid != owner.Uid)
        {
            return OwnerState.Absent;
        }

        var metadata = ObjectMetadata.Of(found);
        return metadata.DeletionTimestamp is not null && metadata.Finalizers?.Contains(GarbagePlan.Foreground) == true
            ? OwnerState.WaitsForDependents
            : OwnerState.Present;
    }

    /// <summary>An owner that is there, but in another namespace than its dependent, or in one while the dependent is in none.</summary>
    private bool IsElsewhere(V1OwnerReference owner, string ns) =>
        registry.Kinds.Current.FindByKind(owner.ApiVersion, owner.Kind) is { IsNamespaced: true } kind
        && (ns.Length == 0 || (registry.Find(kind, new ObjectKey(ns, owner.Name))?.Uid != owner.Uid && registry.List(kind, null).Items.Any(found => found.Uid == owner.Uid)));

    private void Delete(StoredObject item, string policy)
    {
        try
        {
            registry.Delete(item.Kind, item.Key, new DeletionOptions { PropagationPolicy = policy, PreconditionUid = item.Uid });
        }
        catch (StatusException e) when (e.IsNotFound || e.IsConflict)
        {
            // Gone already, or another one by now.
        }
    }

    private void ReleaseDependents(GarbageKey owner)
    {
        foreach (var (item, metadata) in _dependents.Of(owner))
        {
            WriteOwners(item, metadata, new HashSet<string> { owner.Uid });
        }
    }

    private void WriteOwners(StoredObject item, V1ObjectMeta metadata, IReadOnlySet<string> dropped)
    {
        var kept = metadata.OwnerReferences.Where(owner => !dropped.Contains(owner.Uid)).Select(owner => JsonNode.Parse(KubernetesJson.Serialize(owner))).ToArray();
        Patch(item, "ownerReferences", kept);
    }

    private void RemoveFinalizer(StoredObject item, V1ObjectMeta metadata, string finalizer) =>
        Patch(item, "finalizers", [.. metadata.Finalizers.Where(other => other != finalizer).Select(other => (JsonNode?)other)]);

    /// <summary>Writes one list of the metadata; on a newer object it is a conflict, and the pass is made again.</summary>
    private void Patch(StoredObject item, string field, JsonNode?[] list)
    {
        var body = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["resourceVersion"] = $"{item.ResourceVersion}",
                [field] = list.Length == 0 ? null : new JsonArray(list),
            },
        };
        try
        {
            registry.Patch(item.Kind, item.Key, new ObjectPatch(PatchType.Merge, body), WriteOptions.Loop);
        }
        catch (StatusException e) when (e.IsNotFound)
        {
            // Gone already.
        }
    }

    private static bool Blocks(V1ObjectMeta dependent, string owner) =>
        dependent.OwnerReferences.Any(reference => reference.Uid == owner && reference.BlockOwnerDeletion == true);

    private static ObjectKey KeyOf(V1OwnerReference owner, ResourceKind kind, string ns) => new(kind.IsNamespaced ? ns : "", owner.Name);
}
