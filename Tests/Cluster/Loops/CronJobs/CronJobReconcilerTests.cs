using k8s.Models;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Loops.CronJobs;

namespace Workshop.Cluster.Tests.Loops.CronJobs;

/// <summary>A CronJob of every five minutes, made at noon.</summary>
public sealed class CronJobReconcilerTests : IDisposable
{
    private readonly LoopWorld _world = new();
    private readonly CronJobReconciler _loop;

    public CronJobReconcilerTests() => _loop = new CronJobReconciler(_world.Client, _world.Events, _world.Time);

    private V1CronJobStatus Status => _world.Get<V1CronJob>("tick").Status;

    private IEnumerable<string> Jobs => _world.All<V1Job>().Select(job => job.Metadata.Name).Order(StringComparer.Ordinal);

    [Fact]
    public void Nothing_starts_before_its_time()
    {
        Create();
        After(minutes: 4);

        Assert.Empty(Jobs);
    }

    [Fact]
    public void At_its_time_a_Job_starts_that_is_named_after_it()
    {
        Create();
        After(minutes: 5);

        Assert.Equal(["tick-29455925"], Jobs);
        Assert.Equal(("tick-29455925", At(5)), (Status.Active.Single().Name, Status.LastScheduleTime));
        Assert.Equal(["Normal SuccessfulCreate Created job tick-29455925"], _world.Events.All);
        Assert.Equal("2026-01-02T12:05:00Z", _world.Get<V1Job>("tick-29455925").Metadata.Annotations["batch.kubernetes.io/cronjob-scheduled-timestamp"]);
    }

    [Fact]
    public void A_time_starts_one_Job_however_often_it_is_looked_at()
    {
        Create();
        After(minutes: 5);
        After(minutes: 0);

        Assert.Single(Jobs);
    }

    [Fact]
    public void Of_the_times_that_were_missed_only_the_latest_counts()
    {
        Create();
        After(minutes: 32);

        Assert.Equal(["tick-29455950"], Jobs);
    }

    [Fact]
    public void Too_many_missed_times_are_told_and_the_latest_still_counts()
    {
        Create();
        After(minutes: 5 * 200);

        Assert.Equal("Warning TooManyMissedTimes too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew", _world.Events.All[0]);
        Assert.Equal(["tick-29456920"], Jobs);
    }

    [Fact]
    public void What_is_later_than_its_deadline_does_not_start()
    {
        Create("\"startingDeadlineSeconds\": 60");
        After(minutes: 7);

        Assert.Empty(Jobs);
    }

    [Fact]
    public void Forbidden_to_run_beside_itself_it_waits_and_says_so()
    {
        Create("\"concurrencyPolicy\": \"Forbid\"");
        After(minutes: 5);
        After(minutes: 5);

        Assert.Single(Jobs);
        Assert.Equal("Normal JobAlreadyActive Not starting job because prior execution is running and concurrency policy is Forbid", _world.Events.All[^1]);
    }

    [Fact]
    public void A_waiting_start_is_made_up_for_when_the_Job_before_has_ended()
    {
        Create("\"concurrencyPolicy\": \"Forbid\"");
        After(minutes: 5);
        After(minutes: 6);
        End("tick-29455925", "Complete");
        After(minutes: 0);

        Assert.Equal(["tick-29455925", "tick-29455930"], Jobs);
    }

    [Fact]
    public void Told_to_replace_it_deletes_what_still_runs()
    {
        Create("\"concurrencyPolicy\": \"Replace\"");
        After(minutes: 5);
        After(minutes: 5);

        Assert.Equal(["tick-29455930"], Jobs);
        Assert.Contains("Normal SuccessfulDelete Deleted job tick-29455925", _world.Events.All);
        Assert.Equal("tick-29455930", Status.Active.Single().Name);
    }

    [Fact]
    public void An_ended_Job_is_active_no_longer()
    {
        Create();
        After(minutes: 5);
        End("tick-29455925", "Complete");
        After(minutes: 0);

        Assert.Null(Status.Active);
        Assert.Equal("Normal SawCompletedJob Saw completed job: tick-29455925, condition: Complete", _world.Events.All[^1]);
        Assert.NotNull(Status.LastSuccessfulTime);
    }

    [Fact]
    public void A_Job_that_went_missing_is_told()
    {
        Create();
        After(minutes: 5);
        _world.Client.Delete<V1Job>("default", "tick-29455925", new Cluster.Registry.DeletionOptions { PropagationPolicy = "Background" });
        After(minutes: 0);

        Assert.Equal("Normal MissingJob Active job went missing: tick-29455925", _world.Events.All[^1]);
    }

    [Fact]
    public void Histories_keep_the_youngest()
    {
        Create("\"successfulJobsHistoryLimit\": 2, \"failedJobsHistoryLimit\": 0");
        foreach (var (minute, end) in new[] { (925, "Complete"), (930, "Complete"), (935, "Failed"), (940, "Complete") })
        {
            After(minutes: 5);
            End($"tick-29455{minute}", end);
            After(minutes: 0);
        }

        Assert.Equal(["tick-29455930", "tick-29455940"], Jobs);
    }

    [Fact]
    public void A_suspended_one_starts_nothing()
    {
        Create("\"suspend\": true");
        After(minutes: 30);

        Assert.Empty(Jobs);
    }

    [Fact]
    public void A_Job_of_its_own_that_it_did_not_start_is_told()
    {
        var cron = Create();
        _world.Create(new V1Job
        {
            Metadata = new V1ObjectMeta { Name = "hand", OwnerReferences = [Owners.ReferenceTo(cron, "batch/v1", "CronJob")] },
            Spec = cron.Spec.JobTemplate.Spec,
        });
        After(minutes: 0);

        Assert.Equal(["Warning UnexpectedJob Saw a job that the controller did not create or forgot: hand"], _world.Events.All);
    }

    public void Dispose() => _world.Dispose();

    private V1CronJob Create(string more = "")
    {
        var cron = _world.Create<V1CronJob>(
            $$$"""
            {"apiVersion": "batch/v1", "kind": "CronJob", "metadata": {"name": "tick"}, "spec": { {{{more}}}{{{(more.Length > 0 ? "," : "")}}} "schedule": "*/5 * * * *",
              "jobTemplate": {"spec": {"template": {"spec": {"restartPolicy": "Never", "containers": [{"name": "main", "image": "busybox:1"}]} } } } } }
            """);
        After(minutes: 0);
        return cron;
    }

    private void After(int minutes)
    {
        _world.Time.Advance(TimeSpan.FromMinutes(minutes));
        _world.Pass(_loop, "tick");
    }

    private void End(string job, string type) => _world.ChangeStatus(_world.Get<V1Job>(job), copy => copy.Status = new V1JobStatus
    {
        StartTime = _world.Time.GetKubernetesNow(),
        CompletionTime = type == "Complete" ? _world.Time.GetKubernetesNow() : null,
        Conditions = [new V1JobCondition { Type = type, Status = "True" }],
    });

    private static DateTime At(int minute) => new(2026, 1, 2, 12, minute, 0, DateTimeKind.Utc);
}
