using k8s.Models;

namespace Workshop.Cluster.Loops.Jobs;

/// <summary>The conditions of a Job: it is on its way to an end before it has ended, so that no pod runs when it says so.</summary>
internal static class JobConditions
{
    public const string SuccessCriteriaMet = "SuccessCriteriaMet";
    public const string FailureTarget = "FailureTarget";
    public const string Complete = "Complete";
    public const string Failed = "Failed";
    public const string Suspended = "Suspended";

    /// <summary>The one by which it has ended.</summary>
    public static V1JobCondition? End(V1Job job) => Find(job.Status?.Conditions, Complete) ?? Find(job.Status?.Conditions, Failed);

    /// <summary>The one by which it is to end.</summary>
    public static V1JobCondition? Target(V1Job job) => Find(job.Status?.Conditions, SuccessCriteriaMet) ?? Find(job.Status?.Conditions, FailureTarget);

    public static V1JobCondition? Find(IEnumerable<V1JobCondition>? conditions, string type) =>
        conditions?.FirstOrDefault(condition => condition.Type == type && condition.Status == "True");

    public static V1JobCondition New(string type, string reason, string message, DateTime now, bool isTrue = true) => new()
    {
        Type = type,
        Status = isTrue ? "True" : "False",
        Reason = reason,
        Message = message,
        LastProbeTime = now,
        LastTransitionTime = now,
    };
}
