using System.Text.Json.Nodes;
using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Definitions;

/// <summary>
/// Accepts the names of CustomResourceDefinitions and establishes them (from then on their kinds are served), and removes the objects of those that are being
/// deleted before it lets them go.
/// </summary>
internal sealed class DefinitionReconciler(IObjectRegistry registry, TimeProvider time) : IReconciler
{
    public const string Component = "customresourcedefinition-controller";

    private static readonly ResourceKind Definitions = KindTable.CustomResourceDefinition;

    public static void Listen(LoopSources sources) => sources
        .Mapped<V1CustomResourceDefinition>(change => SameGroup(sources.Cluster, change.Object))
        .OfAllKinds((kind, change) => kind.Custom is { IsTerminating: true } ? [ObjectKey.Cluster(kind.GroupResource)] : []);

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (registry.Find(Definitions, key) is { } item)
        {
            var definition = item.ToJson();
            if (definition.Obj("metadata").Str("deletionTimestamp") is null)
            {
                Accept(key, definition);
            }
            else
            {
                Empty(key, definition);
            }
        }

        return Task.FromResult(ReconcileResult.Done);
    }

    // A name that one lets go may be what another waits for.
    private static IEnumerable<ObjectKey> SameGroup(IClusterClient cluster, V1CustomResourceDefinition changed) => cluster.List<V1CustomResourceDefinition>()
        .Where(other => other.Spec.Group == changed.Spec.Group)
        .Select(other => ObjectKey.Cluster(other.Metadata.Name))
        .Prepend(ObjectKey.Cluster(changed.Metadata.Name))
        .Distinct();

    private void Accept(ObjectKey key, JsonObject definition)
    {
        var (spec, status) = (definition.Obj("spec"), definition.Ensure("status"));
        var others = Others(spec.Str("group")!, key.Name);
        var plan = NamesPlan.For(
            AcceptedNames.Read(spec.Obj("names")),
            AcceptedNames.Read(status.Obj("acceptedNames")),
            others.SelectMany(names => names.ResourceNames).ToHashSet(StringComparer.Ordinal),
            others.SelectMany(names => names.KindNames).ToHashSet(StringComparer.Ordinal));
        status["acceptedNames"] = plan.Names.ToJson();
        status["conditions"] = DefinitionConditions.For(definition, plan, MetadataRules.Time(time.GetUtcNow()));
        registry.Update(Definitions, key, definition, WriteOptions.Loop, "status");
    }

    /// <summary>What the other definitions of the group have been given, and the built-in kinds in it.</summary>
    private List<AcceptedNames> Others(string group, string self) =>
    [
        .. registry.List(Definitions, null).Items.Where(other => other.Key.Name != self).Select(other => other.ToJson()).Where(other => other.Obj("spec").Str("group") == group)
            .Select(other => AcceptedNames.Read(other.Obj("status").Obj("acceptedNames"))),
        .. KindTable.All.Where(kind => kind.Group == group).Select(kind => new AcceptedNames(kind.Plural, kind.Singular, kind.Kind, kind.Kind + "List", kind.ShortNames, [])),
    ];

    private void Empty(ObjectKey key, JsonObject definition)
    {
        var isDone = registry.Kinds.Current.FindResource(key.Name) is not { } kind || DeleteAll(kind) == 0;
        definition.Ensure("status")["conditions"] = DefinitionConditions.Terminating(definition, isDone, MetadataRules.Time(time.GetUtcNow()));
        registry.Update(Definitions, key, definition, WriteOptions.Loop, "status");
        if (isDone)
        {
            var rest = definition.Obj("metadata").Strings("finalizers").Where(finalizer => finalizer != DeletionPlan.CustomResourceCleanup);
            var patch = new JsonObject { ["metadata"] = new JsonObject { ["finalizers"] = new JsonArray([.. rest.Select(finalizer => (JsonNode)finalizer)]) } };
            registry.Patch(Definitions, key, new ObjectPatch(PatchType.Merge, patch), WriteOptions.Loop);
        }
    }

    /// <returns>How many are still there: those whose finalizers hold them.</returns>
    private int DeleteAll(ResourceKind kind)
    {
        foreach (var item in registry.List(kind, null).Items.Where(item => ObjectMetadata.Of(item).DeletionTimestamp is null))
        {
            try
            {
                registry.Delete(kind, item.Key, new DeletionOptions { PreconditionUid = item.Uid });
            }
            catch (StatusException e) when (e.IsNotFound || e.IsConflict)
            {
                // Gone, or another one by now, whose own event brings the next pass.
            }
        }

        return registry.List(kind, null).Items.Count;
    }
}
