using k8s.Models;

namespace Workshop.Cluster.Loops.Jobs;

/// <summary>
/// A Job's pods, counted. The end of a pod is counted in three steps, each a write, so that a crash between any two of them counts nothing twice and nothing never:
/// its uid is noted in the status; its finalizer is taken off; its uid makes way for a higher number. (Of an index the index itself is the note.)
/// </summary>
internal sealed class JobCensus
{
    private readonly V1Job _job;
    private readonly Dictionary<int, V1Pod> _lastFailures = [];

    public JobCensus(V1Job job, IReadOnlyCollection<V1Pod> pods)
    {
        _job = job;
        All = pods;
        Active = [.. pods.Where(PodFacts.IsActive)];
        Terminating = [.. pods.Where(pod => PodFacts.IsTerminating(pod) && !PodFacts.IsFinished(pod))];

        // A pod that was noted as failed while it ended stays so, however it came to its end.
        var failed = (job.Status?.UncountedTerminatedPods?.Failed ?? []).ToHashSet();
        Succeeded = [.. pods.Where(pod => pod.Status?.Phase == "Succeeded" && !failed.Contains(pod.Metadata.Uid))];
        Failed = [.. pods.Where(pod => JobFailurePolicy.IsFailed(job, pod) || failed.Contains(pod.Metadata.Uid))];
        Uncounted = new V1UncountedTerminatedPods();
        CountIndexes();
        CountSucceeded();
        CountFailed();
    }

    public IReadOnlyCollection<V1Pod> All { get; }

    public IReadOnlyList<V1Pod> Active { get; }

    /// <summary>On their way out, and not at their end.</summary>
    public IReadOnlyList<V1Pod> Terminating { get; }

    public IReadOnlyList<V1Pod> Succeeded { get; }

    public IReadOnlyList<V1Pod> Failed { get; }

    /// <summary>The notes as they are to be.</summary>
    public V1UncountedTerminatedPods Uncounted { get; }

    /// <summary>As the status says it.</summary>
    public int CountedSuccesses { get; private set; }

    /// <summary>As the status says it.</summary>
    public int CountedFailures { get; private set; }

    /// <summary>Those included whose pods are seen now.</summary>
    public int Successes => JobNames.IsIndexed(_job) ? SucceededIndexes.Count : CountedSuccesses + (Uncounted.Succeeded?.Count ?? 0);

    /// <summary>Those included whose pods are seen now: what the limits are held against.</summary>
    public int Failures { get; private set; }

    public JobIndexes SucceededIndexes { get; private set; } = JobIndexes.None;

    public JobIndexes FailedIndexes { get; private set; } = JobIndexes.None;

    /// <summary>Pods whose end the status knows as soon as it is written: then nothing needs to hold them.</summary>
    public List<V1Pod> Release { get; } = [];

    /// <summary>No pod is held that a later pass will count.</summary>
    public bool IsSettled => Release.Count == 0 && _lastFailures.Count == 0 && Uncounted is { Succeeded: null, Failed: null };

    /// <summary>With a limit for each index: the latest failed pod of one that is to be tried again. It stays until its successor has taken over its number of failures.</summary>
    public V1Pod? LastFailureOf(int index) => _lastFailures.GetValueOrDefault(index);

    private bool HasLimitPerIndex => _job.Spec.BackoffLimitPerIndex is not null;

    private void CountIndexes()
    {
        if (!JobNames.IsIndexed(_job))
        {
            return;
        }

        var limit = _job.Spec.Completions ?? 0;
        SucceededIndexes = JobIndexes.Parse(_job.Status?.CompletedIndexes, limit).With(IndexesOf(Succeeded.Where(JobNames.IsTracked)));
        if (HasLimitPerIndex)
        {
            FailedIndexes = JobIndexes.Parse(_job.Status?.FailedIndexes, limit).With(IndexesOf(Failed.Where(pod => JobNames.IsTracked(pod) && FailsItsIndex(pod))));
            if (JobConditions.Target(_job) is null && _job.Metadata.DeletionTimestamp is null)
            {
                FindLastFailures();
            }
        }
    }

    private void FindLastFailures()
    {
        var busy = IndexesOf(Active).ToHashSet();
        foreach (var pod in Failed.Where(JobNames.IsTracked).OrderBy(JobBackOff.Failures))
        {
            if (JobNames.IndexOf(_job, pod) is { } index && !busy.Contains(index) && !SucceededIndexes.Contains(index) && !FailedIndexes.Contains(index))
            {
                _lastFailures[index] = pod;
            }
        }
    }

    private void CountSucceeded()
    {
        var tracked = Succeeded.Where(JobNames.IsTracked).ToList();
        Release.AddRange(tracked);
        if (JobNames.IsIndexed(_job))
        {
            CountedSuccesses = SucceededIndexes.Count;
            return;
        }

        var noted = _job.Status?.UncountedTerminatedPods?.Succeeded ?? [];
        var held = noted.Intersect(tracked.Select(pod => pod.Metadata.Uid)).ToList();
        CountedSuccesses = (_job.Status?.Succeeded ?? 0) + noted.Count - held.Count;
        Uncounted.Succeeded = OrNull([.. held.Union(tracked.Select(pod => pod.Metadata.Uid))]);
    }

    private void CountFailed()
    {
        var tracked = Failed.Where(JobNames.IsTracked).ToList();
        var counting = tracked.Where(pod => JobFailurePolicy.Judge(_job, pod).Counts).ToList();
        var released = tracked.Where(pod => !_lastFailures.ContainsValue(pod)).ToList();
        Release.AddRange(released);

        var noted = _job.Status?.UncountedTerminatedPods?.Failed ?? [];
        var held = noted.Intersect(tracked.Select(pod => pod.Metadata.Uid)).ToList();
        CountedFailures = (_job.Status?.Failed ?? 0) + noted.Count - held.Count;
        Uncounted.Failed = OrNull([.. held.Union(counting.Intersect(released).Select(pod => pod.Metadata.Uid))]);
        Failures = CountedFailures + held.Union(counting.Select(pod => pod.Metadata.Uid)).Count();
    }

    private bool FailsItsIndex(V1Pod pod)
    {
        var verdict = JobFailurePolicy.Judge(_job, pod);
        return verdict.Action == "FailIndex" || (verdict.Counts && (JobNames.Number(pod, JobNames.FailuresAnnotation) ?? 0) >= _job.Spec.BackoffLimitPerIndex);
    }

    private IEnumerable<int> IndexesOf(IEnumerable<V1Pod> pods) => pods.Select(pod => JobNames.IndexOf(_job, pod)).OfType<int>();

    private static List<string>? OrNull(List<string> uids) => uids.Count == 0 ? null : uids;
}
