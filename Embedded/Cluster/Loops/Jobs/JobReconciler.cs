using System.Text.Json.Nodes;
using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Jobs;

/// <summary>Runs pods until as many as a Job wants have come to a good end, and counts each of them exactly once.</summary>
internal sealed class JobReconciler(IClusterClient cluster, IEventRecorder events, TimeProvider time) : IReconciler
{
    public const string Component = "job-controller";

    private readonly Claims _claims = new(cluster);

    public static void Listen(LoopSources sources) => sources
        .Each<V1Job>()
        .OwnedBy<V1Pod>("Job")
        .Mapped<V1Pod>(change => Owners.ControllerOf(change.Object) is null && change.Object.Metadata.Labels?.TryGetValue(JobNames.JobLabel, out var job) == true
            ? [new ObjectKey(change.Key.Namespace, job)]
            : []);

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        var job = cluster.Find<V1Job>(key.Namespace, key.Name);
        LetGoOfStrangers(key, job);
        return Task.FromResult(job is null ? ReconcileResult.Done : Reconcile(cluster.Copy(job)));
    }

    private ReconcileResult Reconcile(V1Job job)
    {
        var pods = PodsOf(job);
        var step = JobPlan.Next(job, pods, time.GetKubernetesNow());
        foreach (var pod in step.Dismiss)
        {
            Release(pod);
            Delete(job, pod);
        }

        foreach (var pod in step.End)
        {
            Delete(job, pod);
        }

        var failure = Create(job, step, pods);
        JobPlan.CountRunning(job, step.Status, PodsOf(job));
        var copy = cluster.Copy(job);
        copy.Status = step.Status;
        cluster.UpdateStatus(copy);
        foreach (var (type, reason, message) in step.Events)
        {
            events.Record(job, type, reason, message, Component);
        }

        // Only now: what the status does not count yet must not vanish.
        foreach (var pod in step.Release)
        {
            Release(pod);
        }

        return failure is null ? ReconcileResult.Maybe(step.After) : throw failure;
    }

    private List<V1Pod> PodsOf(V1Job job) => _claims.Of<V1Pod>(job, KindTable.Job, job.Spec.Selector);

    private StatusException? Create(V1Job job, JobStep step, List<V1Pod> pods)
    {
        var census = new JobCensus(job, pods);
        foreach (var index in step.Create)
        {
            try
            {
                var pod = cluster.Create(JobPods.New(cluster.Copy(job), index, index is { } number ? census.LastFailureOf(number) : null));
                events.Record(job, "Normal", "SuccessfulCreate", $"Created pod: {pod.Metadata.Name}", Component);
            }
            catch (StatusException e) when (e.IsNamespaceTerminating())
            {
                return null;
            }
            catch (StatusException e)
            {
                events.Record(job, "Warning", "FailedCreate", $"Error creating: {e.Message}", Component);
                return e;
            }
        }

        return null;
    }

    private void Delete(V1Job job, V1Pod pod)
    {
        if (cluster.Delete<V1Pod>(pod.Metadata.NamespaceProperty, pod.Metadata.Name, new DeletionOptions { PreconditionUid = pod.Metadata.Uid }))
        {
            events.Record(job, "Normal", "SuccessfulDelete", $"Deleted pod: {pod.Metadata.Name}", Component);
        }
    }

    /// <summary>Pods that still wait to be counted by a Job that is gone, or that let them go.</summary>
    private void LetGoOfStrangers(ObjectKey key, V1Job? job)
    {
        foreach (var pod in cluster.List<V1Pod>(key.Namespace).Where(pod => JobNames.IsTracked(pod) && IsStranger(key, job, pod)))
        {
            Release(pod);
        }
    }

    private static bool IsStranger(ObjectKey key, V1Job? job, V1Pod pod) => Owners.ControllerOf(pod) is { } owner
        ? owner.Kind == "Job" && owner.Name == key.Name && owner.Uid != job?.Metadata.Uid
        : pod.Metadata.Labels?.TryGetValue(JobNames.JobLabel, out var name) == true && name == key.Name && !LabelMatch.Fits(job?.Spec.Selector, pod.Metadata.Labels);

    private void Release(V1Pod pod)
    {
        if (!JobNames.IsTracked(pod))
        {
            return;
        }

        var kept = pod.Metadata.Finalizers.Where(finalizer => finalizer != JobNames.Finalizer).Select(finalizer => (JsonNode)finalizer).ToArray();
        try
        {
            cluster.Patch<V1Pod>(pod.Metadata.NamespaceProperty, pod.Metadata.Name, new JsonObject
            {
                ["metadata"] = new JsonObject { ["uid"] = pod.Metadata.Uid, ["finalizers"] = kept.Length == 0 ? null : new JsonArray(kept) },
            });
        }
        catch (StatusException e) when (e.IsNotFound || e.IsConflict)
        {
            // Gone already.
        }
    }
}
