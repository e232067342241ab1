using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Loops.Definitions;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Start;

/// <summary>
/// Makes the custom resources known that the published overlays use, as GKE has them from the start, with GKE's GatewayClasses. Nothing here acts on them.
/// A definition that is there is left alone, until a newer Workshop brings another edition of it; without the label, as on GKE, it is the user's own for good.
/// </summary>
internal sealed class DefinitionBootstrap(IObjectRegistry registry, DefinitionReconciler establisher)
{
    private const string ModeLabel = "addonmanager.kubernetes.io/mode";
    private const string Reconcile = "Reconcile";
    private const string EditionAnnotation = "workshop.dev/edition";
    private const string GatewayController = "networking.gke.io/gateway";

    private static readonly string[] GatewayClasses = ["gke-l7-global-external-managed", "gke-l7-gxlb", "gke-l7-regional-external-managed", "gke-l7-rilb"];

    public void Run()
    {
        foreach (var definition in ComingDefinition.All)
        {
            Put(definition);
        }

        PutGatewayClasses();
    }

    private void Put(ComingDefinition coming)
    {
        var key = ObjectKey.Cluster(coming.Name);
        var present = registry.Find(KindTable.CustomResourceDefinition, key)?.ToJson();
        if (present is not null && !IsOutdated(present, coming))
        {
            return;
        }

        var wanted = coming.ToJson();
        if (present is null)
        {
            Mark(wanted, coming);
            registry.Create(KindTable.CustomResourceDefinition, "", wanted, WriteOptions.Loop);
        }
        else
        {
            Mark(present, coming);
            present["spec"] = wanted["spec"]!.DeepClone();
            registry.Update(KindTable.CustomResourceDefinition, key, present, WriteOptions.Loop);
        }

        // Not left to the loop, which starts after the API: the kinds are there from the first request on.
        establisher.ReconcileAsync(key, CancellationToken.None).GetAwaiter().GetResult();
    }

    private static bool IsOutdated(JsonObject present, ComingDefinition coming)
    {
        var metadata = present.Obj("metadata");
        return metadata.Obj("labels").Str(ModeLabel) == Reconcile && metadata.Obj("annotations").Str(EditionAnnotation) != coming.Edition && metadata.Str("deletionTimestamp") is null;
    }

    private static void Mark(JsonObject definition, ComingDefinition coming)
    {
        var metadata = definition.Ensure("metadata");
        metadata.Ensure("labels")[ModeLabel] = Reconcile;
        metadata.Ensure("annotations")[EditionAnnotation] = coming.Edition;
    }

    private void PutGatewayClasses()
    {
        if (registry.Kinds.Current.FindByKind("gateway.networking.k8s.io/v1", "GatewayClass") is not { } kind)
        {
            return;
        }

        foreach (var name in GatewayClasses.Where(name => registry.Find(kind, ObjectKey.Cluster(name)) is null))
        {
            registry.Create(kind, "", new JsonObject
            {
                ["metadata"] = new JsonObject { ["name"] = name },
                ["spec"] = new JsonObject { ["controllerName"] = GatewayController },
            }, WriteOptions.Loop);
        }
    }
}
