using k8s.Models;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Services;

/// <summary>Mirrors Endpoints that somebody keeps for a Service without a selector: everything that leads to a Service reads slices.</summary>
internal sealed class EndpointSliceMirror(IClusterClient cluster) : IReconciler
{
    public const string Component = "endpointslicemirroring-controller";

    public static void Listen(LoopSources sources) => sources
        .Each<V1Endpoints>()
        .Each<V1Service>()
        .OwnedBy<V1EndpointSlice>("Endpoints");

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        // Endpoints that are gone take their slices with them: they carry an owner reference.
        if (cluster.Find<V1Endpoints>(key.Namespace, key.Name) is { } endpoints)
        {
            Reconcile(endpoints);
        }

        return Task.FromResult(ReconcileResult.Done);
    }

    private void Reconcile(V1Endpoints endpoints)
    {
        var ns = endpoints.Metadata.NamespaceProperty;
        var wanted = MirroredSlices.IsMirrored(endpoints, cluster.Find<V1Service>(ns, endpoints.Metadata.Name)) ? MirroredSlices.For(endpoints) : [];
        var present = cluster.List<V1EndpointSlice>(ns).Where(slice => EndpointSlicePlan.IsManaged(slice, MirroredSlices.ManagedBy) && Owners.IsControlledBy(slice, endpoints));
        try
        {
            EndpointSlicePlan.Match(wanted, present).Apply(cluster);
        }
        catch (StatusException e) when (e.IsNamespaceTerminating())
        {
            // Nothing is served there any more.
        }
    }
}
