using System.Globalization;
using k8s.Models;
using Workshop.Cluster.Loops.Jobs;

namespace Workshop.Cluster.Loops.CronJobs;

/// <summary>Decides whether a CronJob starts a Job now, what becomes of those that it started, and when to look again; touches nothing.</summary>
internal sealed class CronJobPlan
{
    private const int TooManyMissed = 100;

    private readonly V1CronJob _cron;
    private readonly IReadOnlyList<V1Job> _jobs;
    private readonly DateTime _now;
    private readonly V1CronJobStatus _status;
    private readonly List<(string, string, string)> _events = [];
    private readonly List<V1Job> _deleted = [];

    private CronJobPlan(V1CronJob cron, IReadOnlyList<V1Job> jobs, DateTime now)
    {
        (_cron, _jobs, _now) = (cron, jobs, now);
        _status = new V1CronJobStatus { LastScheduleTime = cron.Status?.LastScheduleTime, LastSuccessfulTime = cron.Status?.LastSuccessfulTime };
    }

    /// <param name="jobs">Those that the CronJob controls.</param>
    public static CronJobStep Next(V1CronJob cron, IReadOnlyList<V1Job> jobs, DateTime now)
    {
        var plan = new CronJobPlan(cron, jobs, now);
        plan.FollowActive();
        plan.TrimHistories();
        var (start, after) = plan.Decide();
        return new CronJobStep(plan._status) { Events = plan._events, Delete = plan._deleted, Start = start, After = after };
    }

    /// <summary>The name of the Job for a time: the same for the same, so that none is started twice.</summary>
    public static string JobName(V1CronJob cron, DateTime time) =>
        string.Create(CultureInfo.InvariantCulture, $"{cron.Metadata.Name}-{(long)(time - DateTime.UnixEpoch).TotalMinutes}");

    private void FollowActive()
    {
        var active = new List<V1ObjectReference>();
        foreach (var reference in _cron.Status?.Active ?? [])
        {
            var job = _jobs.FirstOrDefault(candidate => candidate.Metadata.Uid == reference.Uid);
            if (job is null)
            {
                _events.Add(("Normal", "MissingJob", $"Active job went missing: {reference.Name}"));
            }
            else if (JobConditions.End(job) is { } end)
            {
                _events.Add(("Normal", "SawCompletedJob", $"Saw completed job: {reference.Name}, condition: {end.Type}"));
            }
            else
            {
                active.Add(reference);
            }
        }

        _status.Active = active.Count == 0 ? null : active;
        var known = (_cron.Status?.Active ?? []).Select(reference => reference.Uid).ToHashSet();
        foreach (var job in _jobs.Where(job => JobConditions.End(job) is null && !known.Contains(job.Metadata.Uid)))
        {
            _events.Add(("Warning", "UnexpectedJob", $"Saw a job that the controller did not create or forgot: {job.Metadata.Name}"));
        }

        if (_jobs.Where(job => JobConditions.End(job)?.Type == JobConditions.Complete).Max(job => job.Status.CompletionTime) is { } latest && !(_status.LastSuccessfulTime >= latest))
        {
            _status.LastSuccessfulTime = latest;
        }
    }

    private void TrimHistories()
    {
        Trim(JobConditions.Complete, _cron.Spec.SuccessfulJobsHistoryLimit ?? 3);
        Trim(JobConditions.Failed, _cron.Spec.FailedJobsHistoryLimit ?? 1);
    }

    private void Trim(string end, int limit)
    {
        var ended = _jobs.Where(job => JobConditions.End(job)?.Type == end && job.Metadata.DeletionTimestamp is null)
            .OrderBy(job => job.Status.StartTime).ThenBy(job => job.Metadata.Name, StringComparer.Ordinal).ToList();
        foreach (var job in ended.Take(Math.Max(ended.Count - limit, 0)))
        {
            Delete(job);
        }
    }

    private (DateTime? Start, TimeSpan? After) Decide()
    {
        if (_cron.Metadata.DeletionTimestamp is not null || _cron.Spec.Suspend == true)
        {
            return (null, null);
        }

        // Validation has seen both; a machine may know fewer zones than the one that it ran on.
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(_cron.Spec.TimeZone ?? "UTC", out var zone))
        {
            _events.Add(("Warning", "UnknownTimeZone", $"invalid timeZone: \"{_cron.Spec.TimeZone}\": unknown time zone {_cron.Spec.TimeZone}"));
            return (null, null);
        }

        var schedule = CronSchedule.Parse(_cron.Spec.Schedule, zone);
        var due = LatestDue(schedule, Earliest());
        var after = schedule.Next(_now) - _now;
        return (due is { } time && MayStart(time) ? time : null, after);
    }

    /// <summary>What was due before this is past: started already, or too late.</summary>
    private DateTime Earliest()
    {
        var from = _cron.Status?.LastScheduleTime ?? _cron.Metadata.CreationTimestamp ?? _now;
        return _cron.Spec.StartingDeadlineSeconds is { } deadline && _now.AddSeconds(-deadline) is var oldest && oldest > from ? oldest : from;
    }

    /// <summary>Of all times that were missed only the latest counts.</summary>
    private DateTime? LatestDue(CronSchedule schedule, DateTime from)
    {
        DateTime? latest = null;
        var missed = 0;
        for (var time = schedule.Next(from); time <= _now; time = schedule.Next(time.Value))
        {
            latest = time;
            missed++;
            if (missed == TooManyMissed + 1)
            {
                _events.Add(("Warning", "TooManyMissedTimes", "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew"));
                return LatestBefore(schedule) ?? latest;
            }
        }

        return latest;
    }

    /// <summary>The latest time up to now, found from ever further back: a schedule of each minute may have been off for years.</summary>
    private DateTime? LatestBefore(CronSchedule schedule)
    {
        for (var back = TimeSpan.FromMinutes(1); back < TimeSpan.FromDays(366); back *= 2)
        {
            DateTime? latest = null;
            for (var time = schedule.Next(_now - back); time <= _now; time = schedule.Next(time.Value))
            {
                latest = time;
            }

            if (latest is not null)
            {
                return latest;
            }
        }

        return null;
    }

    private bool MayStart(DateTime time)
    {
        if (_cron.Spec.StartingDeadlineSeconds is { } deadline && time.AddSeconds(deadline) < _now)
        {
            _events.Add(("Warning", "MissSchedule", $"Missed scheduled time to start a job: {time.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)} +0000"));
            return false;
        }

        if (_cron.Status?.LastScheduleTime == time || _jobs.Any(job => job.Metadata.Name == JobName(_cron, time)))
        {
            _status.LastScheduleTime = time;
            return false;
        }

        switch (_cron.Spec.ConcurrencyPolicy)
        {
            case "Forbid" when _status.Active is not null:
                _events.Add(("Normal", "JobAlreadyActive", "Not starting job because prior execution is running and concurrency policy is Forbid"));
                return false;
            case "Replace":
                ReplaceActive();
                break;
        }

        return true;
    }

    private void ReplaceActive()
    {
        var active = (_status.Active ?? []).Select(reference => reference.Uid).ToHashSet();
        foreach (var job in _jobs.Where(job => active.Contains(job.Metadata.Uid)))
        {
            Delete(job);
        }

        _status.Active = null;
    }

    private void Delete(V1Job job)
    {
        _deleted.Add(job);
        _events.Add(("Normal", "SuccessfulDelete", $"Deleted job {job.Metadata.Name}"));
    }
}
