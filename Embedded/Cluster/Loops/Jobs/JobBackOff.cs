using k8s.Models;

namespace Workshop.Cluster.Loops.Jobs;

/// <summary>How long a Job waits before it makes a pod after failures in a row: 10 s, 20 s … 10 min.</summary>
internal static class JobBackOff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>For the Job as a whole: counted are the failures since the last success. The pods themselves remember them, so that a restart of the cluster forgets none.</summary>
    public static TimeSpan Remaining(IReadOnlyCollection<V1Pod> succeeded, IReadOnlyCollection<V1Pod> failed, DateTime now)
    {
        var lastSuccess = succeeded.Select(EndOf).DefaultIfEmpty(DateTime.MinValue).Max();
        var since = failed.Select(EndOf).Where(end => end > lastSuccess).ToList();
        return since.Count == 0 ? TimeSpan.Zero : Remaining(since.Count, since.Max(), now);
    }

    /// <summary>For one index: <paramref name="last"/> is its latest failed pod.</summary>
    public static TimeSpan RemainingOfIndex(V1Pod last, DateTime now) => Remaining(Failures(last) + 1, EndOf(last), now);

    /// <summary>Failures of the pod's index before it.</summary>
    public static int Failures(V1Pod pod) => (JobNames.Number(pod, JobNames.FailuresAnnotation) ?? 0) + (JobNames.Number(pod, JobNames.IgnoredFailuresAnnotation) ?? 0);

    private static TimeSpan Remaining(int failures, DateTime lastFailure, DateTime now)
    {
        var delay = failures > 7 ? Longest : TimeSpan.FromTicks(Math.Min(First.Ticks << (failures - 1), Longest.Ticks));
        var left = lastFailure + delay - now;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static DateTime EndOf(V1Pod pod) =>
        (pod.Status?.ContainerStatuses ?? []).Select(status => status.State?.Terminated?.FinishedAt).Max()
        ?? pod.Metadata.DeletionTimestamp?.AddSeconds(-(pod.Metadata.DeletionGracePeriodSeconds ?? 0))
        ?? pod.Metadata.CreationTimestamp
        ?? DateTime.MinValue;
}
