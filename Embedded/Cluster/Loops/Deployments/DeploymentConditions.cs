using k8s.Models;

namespace Workshop.Cluster.Loops.Deployments;

/// <summary>The conditions of a Deployment and the rule by which they are replaced.</summary>
internal static class DeploymentConditions
{
    public const string Available = "Available";
    public const string Progressing = "Progressing";
    public const string ReplicaFailure = "ReplicaFailure";

    public const string NewSetAvailable = "NewReplicaSetAvailable";
    public const string TimedOut = "ProgressDeadlineExceeded";
    public const string Paused = "DeploymentPaused";
    public const string Resumed = "DeploymentResumed";

    public static V1DeploymentCondition New(string type, string status, string reason, string message, DateTime now) => new()
    {
        Type = type,
        Status = status,
        Reason = reason,
        Message = message,
        LastUpdateTime = now,
        LastTransitionTime = now,
    };

    public static V1DeploymentCondition? Find(V1DeploymentStatus? status, string type) =>
        status?.Conditions?.FirstOrDefault(condition => condition.Type == type);

    /// <summary>Replaces the condition of that type, at the end of the list; one that says the same stays as it is, so that its time stays true.</summary>
    public static void Set(V1DeploymentStatus status, V1DeploymentCondition condition)
    {
        var present = Find(status, condition.Type);
        if (present is not null && present.Status == condition.Status && present.Reason == condition.Reason)
        {
            return;
        }

        Replace(status, condition);
    }

    /// <summary>Replaces it even by an equal one: progress renews its time, from which the deadline counts.</summary>
    public static void Renew(V1DeploymentStatus status, V1DeploymentCondition condition) => Replace(status, condition);

    public static void Remove(V1DeploymentStatus status, string type) =>
        status.Conditions = [.. (status.Conditions ?? []).Where(condition => condition.Type != type)];

    private static void Replace(V1DeploymentStatus status, V1DeploymentCondition condition)
    {
        if (Find(status, condition.Type) is { } present && present.Status == condition.Status)
        {
            condition.LastTransitionTime = present.LastTransitionTime;
        }

        Remove(status, condition.Type);
        status.Conditions = [.. status.Conditions, condition];
    }
}
