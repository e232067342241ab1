using k8s.Models;

namespace Workshop.Cluster.Loops.Deployments;

/// <summary>Decides what a Deployment's status says, from its ReplicaSets and from what it said before.</summary>
internal static class DeploymentStatusPlan
{
    /// <summary>The counts, and whether enough pods are available.</summary>
    public static V1DeploymentStatus Counts(V1Deployment deployment, Rollout rollout, DateTime now)
    {
        var available = rollout.All.Sum(set => set.Status?.AvailableReplicas ?? 0);
        var status = new V1DeploymentStatus
        {
            ObservedGeneration = deployment.Metadata.Generation,
            Replicas = OrNull(rollout.All.Sum(set => set.Status?.Replicas ?? 0)),
            UpdatedReplicas = OrNull(rollout.Current?.Status?.Replicas ?? 0),
            ReadyReplicas = OrNull(rollout.All.Sum(set => set.Status?.ReadyReplicas ?? 0)),
            AvailableReplicas = OrNull(available),
            UnavailableReplicas = OrNull(Math.Max(rollout.All.Sum(set => set.Spec.Replicas ?? 0) - available, 0)),
            CollisionCount = deployment.Status?.CollisionCount,
            Conditions = [.. deployment.Status?.Conditions ?? []],
        };

        DeploymentConditions.Set(status, available >= rollout.Limits.MinAvailable
            ? DeploymentConditions.New(DeploymentConditions.Available, "True", "MinimumReplicasAvailable", "Deployment has minimum availability.", now)
            : DeploymentConditions.New(DeploymentConditions.Available, "False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability.", now));
        return status;
    }

    /// <summary>The counts, and how the rollout fares: complete, progressing, or past its deadline.</summary>
    public static V1DeploymentStatus Progress(V1Deployment deployment, Rollout rollout, DateTime now)
    {
        var status = Counts(deployment, rollout, now);
        var before = DeploymentConditions.Find(deployment.Status, DeploymentConditions.Progressing);
        var wasComplete = status.Replicas == status.UpdatedReplicas && before?.Reason == DeploymentConditions.NewSetAvailable;
        if (!HasDeadline(deployment))
        {
            DeploymentConditions.Remove(status, DeploymentConditions.Progressing);
        }
        else if (!wasComplete)
        {
            SetProgress(deployment, rollout, status, before, now);
        }

        SetReplicaFailure(rollout, status);
        return status;
    }

    /// <summary>All pods are of the new template, available, and no other is left.</summary>
    public static bool IsComplete(V1Deployment deployment, V1DeploymentStatus? status)
    {
        var desired = OrNull(deployment.Spec.Replicas ?? 1);
        return status is not null && status.UpdatedReplicas == desired && status.Replicas == desired && status.AvailableReplicas == desired
            && status.ObservedGeneration >= deployment.Metadata.Generation;
    }

    /// <summary>When the rollout will be past its deadline unless it gets on; null when nothing is to be watched.</summary>
    public static TimeSpan? TimeLeft(V1Deployment deployment, V1DeploymentStatus status, DateTime now)
    {
        var progress = DeploymentConditions.Find(status, DeploymentConditions.Progressing);
        if (!HasDeadline(deployment) || deployment.Spec.Paused == true || progress?.LastUpdateTime is not { } from
            || progress.Reason == DeploymentConditions.TimedOut || IsComplete(deployment, status))
        {
            return null;
        }

        // One second more, as times are whole seconds: a pass must find the deadline passed, not just reached.
        return from + Deadline(deployment) + TimeSpan.FromSeconds(1) - now;
    }

    public static bool HasDeadline(V1Deployment deployment) => deployment.Spec.ProgressDeadlineSeconds is not (null or int.MaxValue);

    private static TimeSpan Deadline(V1Deployment deployment) => TimeSpan.FromSeconds(deployment.Spec.ProgressDeadlineSeconds ?? 600);

    private static void SetProgress(V1Deployment deployment, Rollout rollout, V1DeploymentStatus status, V1DeploymentCondition? before, DateTime now)
    {
        var who = rollout.Current is { } current ? $"ReplicaSet \"{current.Metadata.Name}\"" : $"Deployment \"{deployment.Metadata.Name}\"";
        if (IsComplete(deployment, status))
        {
            DeploymentConditions.Set(status, New("True", DeploymentConditions.NewSetAvailable, $"{who} has successfully progressed."));
        }
        else if (GotOn(deployment.Status, status))
        {
            DeploymentConditions.Renew(status, New("True", "ReplicaSetUpdated", $"{who} is progressing."));
        }
        else if (IsTimedOut(deployment, before, now))
        {
            DeploymentConditions.Set(status, New("False", DeploymentConditions.TimedOut, $"{who} has timed out progressing."));
        }

        V1DeploymentCondition New(string state, string reason, string message) =>
            DeploymentConditions.New(DeploymentConditions.Progressing, state, reason, message, now);
    }

    /// <summary>More new pods, fewer old ones, more ready or more available: any of these is progress.</summary>
    private static bool GotOn(V1DeploymentStatus? before, V1DeploymentStatus now) =>
        (now.UpdatedReplicas ?? 0) > (before?.UpdatedReplicas ?? 0)
        || (now.Replicas ?? 0) - (now.UpdatedReplicas ?? 0) < (before?.Replicas ?? 0) - (before?.UpdatedReplicas ?? 0)
        || (now.ReadyReplicas ?? 0) > (before?.ReadyReplicas ?? 0)
        || (now.AvailableReplicas ?? 0) > (before?.AvailableReplicas ?? 0);

    private static bool IsTimedOut(V1Deployment deployment, V1DeploymentCondition? progress, DateTime now) => progress?.Reason switch
    {
        null or DeploymentConditions.NewSetAvailable => false,
        DeploymentConditions.TimedOut => true,
        _ => progress.LastUpdateTime + Deadline(deployment) < now,
    };

    /// <summary>A ReplicaSet that cannot make pods says so in its status; the Deployment repeats it, that of the new one first.</summary>
    private static void SetReplicaFailure(Rollout rollout, V1DeploymentStatus status)
    {
        var failure = rollout.All
            .Select(set => set.Status?.Conditions?.FirstOrDefault(condition => condition is { Type: DeploymentConditions.ReplicaFailure, Status: "True" }))
            .FirstOrDefault(condition => condition is not null);
        if (failure is null)
        {
            DeploymentConditions.Remove(status, DeploymentConditions.ReplicaFailure);
            return;
        }

        var since = failure.LastTransitionTime ?? DateTime.MinValue;
        DeploymentConditions.Set(status, DeploymentConditions.New(DeploymentConditions.ReplicaFailure, failure.Status, failure.Reason, failure.Message, since));
    }

    /// <summary>Kubernetes leaves out counts of 0.</summary>
    private static int? OrNull(int count) => count == 0 ? null : count;
}
