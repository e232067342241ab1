using System.Globalization;
using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.CronJobs;

/// <summary>Starts a Job whenever the schedule of a CronJob says so.</summary>
internal sealed class CronJobReconciler(IClusterClient cluster, IEventRecorder events, TimeProvider time) : IReconciler
{
    public const string Component = "cronjob-controller";

    public static void Listen(LoopSources sources) => sources.Each<V1CronJob>().OwnedBy<V1Job>("CronJob");

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct) =>
        Task.FromResult(cluster.Find<V1CronJob>(key.Namespace, key.Name) is { } cron ? Reconcile(cron) : ReconcileResult.Done);

    private ReconcileResult Reconcile(V1CronJob cron)
    {
        var jobs = cluster.List<V1Job>(cron.Metadata.NamespaceProperty).Where(job => Owners.IsControlledBy(job, cron)).ToList();
        var step = CronJobPlan.Next(cron, jobs, time.GetKubernetesNow());
        foreach (var job in step.Delete)
        {
            cluster.Delete<V1Job>(
                job.Metadata.NamespaceProperty, job.Metadata.Name, new DeletionOptions { PropagationPolicy = "Background", PreconditionUid = job.Metadata.Uid });
        }

        foreach (var (type, reason, message) in step.Events)
        {
            events.Record(cron, type, reason, message, Component);
        }

        if (step.Start is { } due && Start(cron, due) is { } started)
        {
            step.Status.Active = [.. step.Status.Active ?? [], ReferenceTo(started)];
            step.Status.LastScheduleTime = due;
        }

        var copy = cluster.Copy(cron);
        copy.Status = step.Status;
        cluster.UpdateStatus(copy);
        return ReconcileResult.Maybe(step.After);
    }

    private V1Job? Start(V1CronJob cron, DateTime due)
    {
        try
        {
            var job = cluster.Create(New(cron, due));
            events.Record(cron, "Normal", "SuccessfulCreate", $"Created job {job.Metadata.Name}", Component);
            return job;
        }
        catch (StatusException e) when (e.IsNamespaceTerminating() || e.Reason == "AlreadyExists")
        {
            // Nothing comes to a namespace that goes; and a Job of that name that is not ours is somebody's who took it first.
            return null;
        }
        catch (StatusException e)
        {
            events.Record(cron, "Warning", "FailedCreate", $"Error creating job: {e.Message}", Component);
            throw;
        }
    }

    private V1Job New(V1CronJob cron, DateTime due)
    {
        var template = cluster.Copy(cron).Spec.JobTemplate;
        return new V1Job
        {
            ApiVersion = "batch/v1",
            Kind = "Job",
            Metadata = new V1ObjectMeta
            {
                Name = CronJobPlan.JobName(cron, due),
                NamespaceProperty = cron.Metadata.NamespaceProperty,
                Labels = template.Metadata?.Labels,
                Annotations = new Dictionary<string, string>(template.Metadata?.Annotations ?? new Dictionary<string, string>())
                {
                    ["batch.kubernetes.io/cronjob-scheduled-timestamp"] = InZone(due, cron.Spec.TimeZone),
                },
                OwnerReferences = [Owners.ReferenceTo(cron, KindTable.CronJob.ApiVersion, KindTable.CronJob.Kind)],
            },
            Spec = template.Spec,
        };
    }

    // "2026-03-29T03:00:00+02:00"
    private static string InZone(DateTime time, string? zone)
    {
        var local = TimeZoneInfo.ConvertTime(new DateTimeOffset(time, TimeSpan.Zero), TimeZoneInfo.FindSystemTimeZoneById(zone ?? "UTC"));
        return local.Offset == TimeSpan.Zero ? time.ToText() : local.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
    }

    private static V1ObjectReference ReferenceTo(V1Job job) => new()
    {
        ApiVersion = "batch/v1",
        Kind = "Job",
        Name = job.Metadata.Name,
        NamespaceProperty = job.Metadata.NamespaceProperty,
        ResourceVersion = job.Metadata.ResourceVersion,
        Uid = job.Metadata.Uid,
    };
}
