using k8s.Models;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Services;

/// <summary>Keeps the EndpointSlices of Services with a selector: what names, ClusterIPs and the gateway follow. Its promptness decides whether a rollout loses requests.</summary>
internal sealed class EndpointSliceReconciler(IClusterClient cluster, TimeProvider time) : IReconciler
{
    public const string Component = "endpointslice-controller";

    public static void Listen(LoopSources sources) => sources
        .Each<V1Service>()
        .Mapped<V1Pod>(change => ServicePods.ServicesOf(sources.Cluster, change))
        .OwnedBy<V1EndpointSlice>("Service");

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        // A Service that is gone takes its slices with it: they carry an owner reference.
        if (cluster.Find<V1Service>(key.Namespace, key.Name) is { Metadata.DeletionTimestamp: null } service && ServicePods.HasEndpoints(service))
        {
            Reconcile(service);
        }

        return Task.FromResult(ReconcileResult.Done);
    }

    private void Reconcile(V1Service service)
    {
        var ns = service.Metadata.NamespaceProperty;
        var present = cluster.List<V1EndpointSlice>(ns).Where(slice => EndpointSlicePlan.IsManaged(slice, EndpointSlicePlan.ManagedBy) && Owners.IsControlledBy(slice, service));
        var plan = EndpointSlicePlan.For(service, cluster.List<V1Pod>(ns), present);
        try
        {
            (plan with { Update = [.. plan.Update.Select(Stamped)], Create = [.. plan.Create.Select(Stamped)] }).Apply(cluster);
        }
        catch (StatusException e) when (e.IsNamespaceTerminating())
        {
            // Nothing is served there any more.
        }
    }

    private V1EndpointSlice Stamped(V1EndpointSlice slice)
    {
        slice.Metadata.Annotations = new Dictionary<string, string> { [ServicePods.TriggerAnnotation] = time.GetKubernetesNow().ToText() };
        return slice;
    }
}
