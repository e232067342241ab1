using k8s.Models;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;
using WatchEventType = Workshop.Cluster.Registry.WatchEventType;

namespace Workshop.Cluster.Loops.Volumes;

/// <summary>Makes the claims of pods' ephemeral volumes; they are the pods' own, and go with them.</summary>
internal sealed class EphemeralVolumeReconciler(IClusterClient cluster, IEventRecorder events) : IReconciler
{
    public const string Component = "ephemeral_volume";

    public static void Listen(LoopSources sources) => sources.Mapped<V1Pod>(change =>
        change.Type != WatchEventType.Deleted && (change.Object.Spec.Volumes ?? []).Any(volume => volume.Ephemeral is not null) ? [change.Key] : []);

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (cluster.Find<V1Pod>(key.Namespace, key.Name) is { Metadata.DeletionTimestamp: null } pod)
        {
            foreach (var volume in (pod.Spec.Volumes ?? []).Where(volume => volume.Ephemeral is not null))
            {
                Make(pod, volume);
            }
        }

        return Task.FromResult(ReconcileResult.Done);
    }

    private void Make(V1Pod pod, V1Volume volume)
    {
        var (name, template) = ($"{pod.Metadata.Name}-{volume.Name}", volume.Ephemeral.VolumeClaimTemplate);
        if (cluster.Find<V1PersistentVolumeClaim>(pod.Metadata.NamespaceProperty, name) is { } present)
        {
            if (!Owners.IsControlledBy(present, pod))
            {
                events.Record(
                    pod, "Warning", "EphemeralVolumeCreationFailed",
                    $"PVC \"{name}\" was not created for pod \"{pod.Metadata.Name}\" (pod is not owner)", Component);
            }

            return;
        }

        try
        {
            cluster.Create(new V1PersistentVolumeClaim
            {
                ApiVersion = "v1",
                Kind = "PersistentVolumeClaim",
                Metadata = new V1ObjectMeta
                {
                    Name = name,
                    NamespaceProperty = pod.Metadata.NamespaceProperty,
                    Labels = template.Metadata?.Labels,
                    Annotations = template.Metadata?.Annotations,
                    OwnerReferences = [Owners.ReferenceTo(pod, "v1", "Pod")],
                },
                Spec = template.Spec,
            });
        }
        catch (StatusException e) when (e.IsNamespaceTerminating())
        {
            // The pod ends, too.
        }
    }
}
