using k8s.Models;
using Workshop.Cluster.Loops.ReplicaSets;

namespace Workshop.Cluster.Loops.Jobs;

/// <summary>Decides what a Job needs next: more pods, fewer, or its end; touches nothing.</summary>
internal sealed class JobPlan
{
    private readonly V1Job _job;
    private readonly JobCensus _census;
    private readonly DateTime _now;
    private readonly V1JobStatus _status;
    private readonly List<(string, string, string)> _events = [];

    private JobPlan(V1Job job, JobCensus census, DateTime now)
    {
        (_job, _census, _now) = (job, census, now);
        _status = new V1JobStatus
        {
            StartTime = job.Status?.StartTime ?? (JobNames.IsSuspended(job) ? null : now),
            CompletionTime = job.Status?.CompletionTime,
            Conditions = [.. job.Status?.Conditions ?? []],
            Succeeded = OrNull(census.CountedSuccesses),
            Failed = OrNull(census.CountedFailures),
            CompletedIndexes = census.SucceededIndexes.Count == 0 ? null : census.SucceededIndexes.ToString(),
            FailedIndexes = job.Spec.BackoffLimitPerIndex is null ? null : census.FailedIndexes.ToString(),
            UncountedTerminatedPods = census.Uncounted,
        };
    }

    /// <param name="pods">The Job's own, whatever has become of them.</param>
    public static JobStep Next(V1Job job, IReadOnlyCollection<V1Pod> pods, DateTime now)
    {
        var plan = new JobPlan(job, new JobCensus(job, pods), now);
        return plan.Next();
    }

    /// <summary>The counts of pods that have not ended, for the status.</summary>
    public static void CountRunning(V1Job job, V1JobStatus status, IReadOnlyCollection<V1Pod> pods)
    {
        var census = new JobCensus(job, pods);
        status.Active = OrNull(census.Active.Count);
        status.Ready = census.Active.Count(PodFacts.IsReady);
        status.Terminating = census.Terminating.Count;
    }

    private JobStep Next()
    {
        if (JobConditions.End(_job) is not null)
        {
            // It has ended; a pod that came to its end later than it is let go uncounted.
            return new JobStep(_job.Status) { Release = [.. _census.All.Where(JobNames.IsTracked)] };
        }

        var target = JobConditions.Target(_job) ?? JobEnd.Of(_job, _census, _status, _now);
        return target is null ? GoOn() : Finish(target);
    }

    /// <summary>Ends what runs, and says that the Job has ended when the last pod has.</summary>
    private JobStep Finish(V1JobCondition target)
    {
        if (JobConditions.Find(_status.Conditions, target.Type) is null)
        {
            _status.Conditions.Add(target);
        }

        if (_census is { Active.Count: 0, Terminating.Count: 0, IsSettled: true })
        {
            Conclude(target);
        }

        // Nothing is tried again: the last failure of an index counts now.
        return new JobStep(_status) { End = _census.Active, Release = _census.Release, Events = _events };
    }

    private void Conclude(V1JobCondition target)
    {
        if (target.Type == JobConditions.FailureTarget)
        {
            _status.Conditions.Add(JobConditions.New(JobConditions.Failed, target.Reason, target.Message, _now));
            _events.Add(("Warning", target.Reason, target.Message));
            return;
        }

        _status.Conditions.Add(JobConditions.New(JobConditions.Complete, target.Reason, target.Message, _now));
        _status.CompletionTime = _now;
        if (_census.Successes > (_job.Spec.Completions ?? int.MaxValue))
        {
            _events.Add(("Warning", "TooManySucceededPods", "Too many succeeded pods running after completion count reached"));
        }

        _events.Add(("Normal", "Completed", "Job completed"));
    }

    private JobStep GoOn()
    {
        var step = new JobStep(_status) { Release = _census.Release, Events = _events, After = DeadlineIn() };
        if (_job.Metadata.DeletionTimestamp is not null)
        {
            return step;
        }

        SetSuspended();
        if (JobNames.IsSuspended(_job))
        {
            return step with { Dismiss = _census.Active };
        }

        var wanted = Wanted();
        var surplus = Surplus(wanted);
        return surplus.Count > 0 ? step with { Dismiss = surplus } : Fill(step, wanted);
    }

    private int Wanted()
    {
        var parallelism = _job.Spec.Parallelism ?? 1;

        // Pods that take their work from a queue: once one has found it empty, no others come.
        return _job.Spec.Completions is { } completions ? Math.Clamp(completions - Settled, 0, parallelism)
            : _census.Successes > 0 ? Math.Min(_census.Active.Count, parallelism)
            : parallelism;
    }

    /// <summary>Completions for which no pod is wanted any more.</summary>
    private int Settled => _census.Successes + _census.FailedIndexes.Count;

    private List<V1Pod> Surplus(int wanted)
    {
        // Two of an index, and those whose index the Job has no more, go first.
        var useless = JobNames.IsIndexed(_job)
            ? _census.Active.Where(pod => JobNames.IndexOf(_job, pod) is not { } index || _census.SucceededIndexes.Contains(index) || _census.FailedIndexes.Contains(index))
                .Concat(_census.Active.Where(pod => JobNames.IndexOf(_job, pod) is not null).GroupBy(pod => JobNames.IndexOf(_job, pod)).SelectMany(pods => pods.OrderBy(pod => pod.Metadata.CreationTimestamp).Skip(1)))
                .Distinct().ToList()
            : [];
        var rest = _census.Active.Except(useless).ToList();
        return [.. useless, .. DeletionRanking.Choose(Math.Max(rest.Count - wanted, 0), rest, _census.Active, _now)];
    }

    private JobStep Fill(JobStep step, int wanted)
    {
        var present = _census.Active.Count + (_job.Spec.PodReplacementPolicy == "Failed" ? _census.Terminating.Count : 0);
        var missing = wanted - present;
        if (missing <= 0)
        {
            return step;
        }

        if (_job.Spec.BackoffLimitPerIndex is null && JobBackOff.Remaining(_census.Succeeded, _census.Failed, _now) is var pause && pause > TimeSpan.Zero)
        {
            return step with { After = Earlier(step.After, pause) };
        }

        return JobNames.IsIndexed(_job) ? FillIndexes(step, missing) : step with { Create = [.. Enumerable.Repeat<int?>(null, missing)] };
    }

    private JobStep FillIndexes(JobStep step, int missing)
    {
        var busy = _census.Active
            .Concat(_job.Spec.PodReplacementPolicy == "Failed" ? _census.Terminating : [])
            .Select(pod => JobNames.IndexOf(_job, pod)).OfType<int>().ToHashSet();
        var open = Enumerable.Range(0, _job.Spec.Completions ?? 0)
            .Where(index => !busy.Contains(index) && !_census.SucceededIndexes.Contains(index) && !_census.FailedIndexes.Contains(index))
            .Select(index => (Index: index, Pause: _census.LastFailureOf(index) is { } last ? JobBackOff.RemainingOfIndex(last, _now) : TimeSpan.Zero))
            .ToList();
        var waiting = open.Where(index => index.Pause > TimeSpan.Zero).Select(index => (TimeSpan?)index.Pause).Min();
        return step with
        {
            Create = [.. open.Where(index => index.Pause == TimeSpan.Zero).Take(missing).Select(index => (int?)index.Index)],
            After = waiting is { } pause ? Earlier(step.After, pause) : step.After,
        };
    }

    private void SetSuspended()
    {
        var before = _status.Conditions.FirstOrDefault(condition => condition.Type == JobConditions.Suspended);
        var isSuspended = JobNames.IsSuspended(_job);
        if ((before is null && !isSuspended) || before?.Status == (isSuspended ? "True" : "False"))
        {
            return;
        }

        var condition = isSuspended
            ? JobConditions.New(JobConditions.Suspended, "JobSuspended", "Job suspended", _now)
            : JobConditions.New(JobConditions.Suspended, "JobResumed", "Job resumed", _now, isTrue: false);
        _status.Conditions = [.. _status.Conditions.Where(other => other != before), condition];
        _events.Add(("Normal", isSuspended ? "Suspended" : "Resumed", condition.Message));
        if (!isSuspended)
        {
            _status.StartTime = _now;
        }
    }

    private TimeSpan? DeadlineIn() =>
        _job.Spec.ActiveDeadlineSeconds is { } limit && !JobNames.IsSuspended(_job) && _status.StartTime is { } startedAt ? startedAt.AddSeconds(limit) - _now : null;

    private static TimeSpan Earlier(TimeSpan? left, TimeSpan right) => left is { } other && other < right ? other : right;

    private static int? OrNull(int count) => count == 0 ? null : count;
}
