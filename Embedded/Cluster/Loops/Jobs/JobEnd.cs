using System.Globalization;
using k8s.Models;

namespace Workshop.Cluster.Loops.Jobs;

/// <summary>Decides whether, and by which of its limits, a Job is to end.</summary>
internal static class JobEnd
{
    /// <returns>SuccessCriteriaMet or FailureTarget, or null: it goes on.</returns>
    public static V1JobCondition? Of(V1Job job, JobCensus census, V1JobStatus status, DateTime now) =>
        Failure(job, census, status, now) is { } failure ? JobConditions.New(JobConditions.FailureTarget, failure.Reason, failure.Message, now)
        : Success(job, census) is { } success ? JobConditions.New(JobConditions.SuccessCriteriaMet, success.Reason, success.Message, now)
        : null;

    private static (string Reason, string Message)? Failure(V1Job job, JobCensus census, V1JobStatus status, DateTime now)
    {
        if (census.Failed.Where(JobNames.IsTracked).Select(pod => JobFailurePolicy.Judge(job, pod)).FirstOrDefault(verdict => verdict.Action == "FailJob") is { } verdict)
        {
            return ("PodFailurePolicy", verdict.Message);
        }

        if (census.Failures > (job.Spec.BackoffLimit ?? 6) || HasRestartedTooOften(job, census))
        {
            return ("BackoffLimitExceeded", "Job has reached the specified backoff limit");
        }

        if (job.Spec.ActiveDeadlineSeconds is { } limit && !JobNames.IsSuspended(job) && status.StartTime is { } startedAt && now >= startedAt.AddSeconds(limit))
        {
            return ("DeadlineExceeded", "Job was active longer than specified deadline");
        }

        var failed = census.FailedIndexes.Count;
        return failed == 0 ? null
            : failed > (job.Spec.MaxFailedIndexes ?? int.MaxValue) ? ("MaxFailedIndexesExceeded", "Job has exceeded the specified maximal number of failed indexes")
            : failed + census.SucceededIndexes.Count >= job.Spec.Completions ? ("FailedIndexes", "Job has failed indexes")
            : null;
    }

    private static (string Reason, string Message)? Success(V1Job job, JobCensus census)
    {
        if (JobNames.IsIndexed(job) && job.Spec.SuccessPolicy?.Rules is { } rules)
        {
            for (var i = 0; i < rules.Count; i++)
            {
                if (IsMet(rules[i], job, census))
                {
                    return ("SuccessPolicy", string.Create(CultureInfo.InvariantCulture, $"Matched rules at index {i}"));
                }
            }
        }

        // Pods beyond the last completion are ended before; from a queue, all of them come to their end by themselves.
        var isDone = job.Spec.Completions is { } completions ? census.Successes >= completions : census.Successes > 0;
        return isDone && census.Active.Count == 0 ? ("CompletionsReached", "Reached expected number of succeeded pods") : null;
    }

    private static bool IsMet(V1SuccessPolicyRule rule, V1Job job, JobCensus census)
    {
        if (string.IsNullOrEmpty(rule.SucceededIndexes))
        {
            return census.SucceededIndexes.Count >= rule.SucceededCount;
        }

        var named = JobIndexes.Parse(rule.SucceededIndexes, job.Spec.Completions ?? 0);
        return census.SucceededIndexes.CountOf(named) >= (rule.SucceededCount ?? named.Count);
    }

    /// <summary>Pods that restart within themselves never fail: there the restarts count.</summary>
    private static bool HasRestartedTooOften(V1Job job, JobCensus census)
    {
        if (job.Spec.Template.Spec.RestartPolicy != "OnFailure")
        {
            return false;
        }

        var restarts = census.All.Where(pod => pod.Status?.Phase is "Running" or "Pending")
            .Sum(pod => (pod.Status.InitContainerStatuses ?? []).Concat(pod.Status.ContainerStatuses ?? []).Sum(status => status.RestartCount));
        return restarts > 0 && restarts >= (job.Spec.BackoffLimit ?? 6);
    }
}
