using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Loops.Definitions;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Start;

/// <summary>
/// Makes the custom resources known that the published overlays use, as GKE has them from the start, with GKE's GatewayClasses. Nothing here acts on them.
/// As GKE's own, a definition is brought back to what it came as, unless somebody took the label from it.
/// </summary>
internal sealed class DefinitionBootstrap(IObjectRegistry registry, DefinitionReconciler establisher)
{
    private const string ModeLabel = "addonmanager.kubernetes.io/mode";
    private const string Reconcile = "Reconcile";
    private const string GatewayController = "networking.gke.io/gateway";

    private static readonly string[] GatewayClasses = ["gke-l7-global-external-managed", "gke-l7-gxlb", "gke-l7-regional-external-managed", "gke-l7-rilb"];

    public void Run()
    {
        foreach (var definition in ComingDefinitions.Read())
        {
            Put(definition);
        }

        PutGatewayClasses();
    }

    private void Put(JsonObject wanted)
    {
        wanted.Ensure("metadata").Ensure("labels")[ModeLabel] = Reconcile;
        var key = ObjectKey.Cluster(wanted.Obj("metadata").Str("name")!);
        if (registry.Find(KindTable.CustomResourceDefinition, key)?.ToJson() is not { } present)
        {
            registry.Create(KindTable.CustomResourceDefinition, "", wanted, WriteOptions.Loop);
        }
        else if (present.Obj("metadata").Obj("labels").Str(ModeLabel) == Reconcile && present.Obj("metadata").Str("deletionTimestamp") is null)
        {
            present["spec"] = wanted["spec"]!.DeepClone();
            registry.Update(KindTable.CustomResourceDefinition, key, present, WriteOptions.Loop);
        }

        // Not left to the loop, which starts after the API: the kinds are there from the first request on.
        establisher.ReconcileAsync(key, CancellationToken.None).GetAwaiter().GetResult();
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
