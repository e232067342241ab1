using k8s.Models;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Services;

/// <summary>Keeps the Endpoints of Services with a selector.</summary>
internal sealed class EndpointsReconciler(IClusterClient cluster, TimeProvider time) : IReconciler
{
    public const string Component = "endpoint-controller";

    public static void Listen(LoopSources sources) => sources
        .Each<V1Service>()
        .Mapped<V1Pod>(change => ServicePods.ServicesOf(sources.Cluster, change))
        .Each<V1Endpoints>();

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        var service = cluster.Find<V1Service>(key.Namespace, key.Name);
        var present = cluster.Find<V1Endpoints>(key.Namespace, key.Name);
        if (service is null)
        {
            DeleteOurs(present);
        }
        else if (service.Metadata.DeletionTimestamp is null && ServicePods.HasEndpoints(service))
        {
            Write(EndpointsPlan.For(service, cluster.List<V1Pod>(key.Namespace), present), present);
        }

        return Task.FromResult(ReconcileResult.Done);
    }

    private void Write(V1Endpoints? wanted, V1Endpoints? present)
    {
        if (wanted is null)
        {
            return;
        }

        wanted.Metadata.Annotations = new Dictionary<string, string>(wanted.Metadata.Annotations ?? new Dictionary<string, string>())
        {
            [ServicePods.TriggerAnnotation] = time.GetKubernetesNow().ToText(),
        };
        try
        {
            _ = present is null ? cluster.Create(wanted) : cluster.Update(wanted);
        }
        catch (StatusException e) when (e.IsNamespaceTerminating())
        {
            // Nothing is served there any more.
        }
    }

    /// <summary>Only this loop notes the time of the change: without the note they are somebody else's, made before their Service.</summary>
    private void DeleteOurs(V1Endpoints? present)
    {
        if (present?.Metadata.Annotations?.ContainsKey(ServicePods.TriggerAnnotation) == true)
        {
            cluster.Delete<V1Endpoints>(present.Metadata.NamespaceProperty, present.Metadata.Name, new DeletionOptions { PreconditionUid = present.Metadata.Uid });
        }
    }
}
