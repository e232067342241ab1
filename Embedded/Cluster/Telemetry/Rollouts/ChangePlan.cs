using k8s.Models;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Loops.Deployments;

namespace Workshop.Cluster.Telemetry.Rollouts;

/// <summary>What kind of change a Deployment goes through.</summary>
internal enum ChangeKind
{
    None,

    /// <summary>A pod template that its newest ReplicaSet does not have: the first one, a new one, or an old one again.</summary>
    Rollout,

    /// <summary>Another number of pods.</summary>
    Scale,

    /// <summary>A pod went that nobody wanted gone, and another one comes.</summary>
    Heal,
}

/// <summary>Decides, from the objects as they are now, whether a Deployment begins to change and whether it has come to rest; touches nothing.</summary>
internal static class ChangePlan
{
    /// <param name="before">Null: not seen before.</param>
    /// <param name="sets">The ReplicaSets of the Deployment.</param>
    public static ChangeKind Begun(V1Deployment now, V1Deployment? before, IReadOnlyList<V1ReplicaSet> sets)
    {
        if (now.Metadata.DeletionTimestamp is not null || now.Spec.Paused == true)
        {
            return ChangeKind.None;
        }

        if (IsDue(now, sets))
        {
            return ChangeKind.Rollout;
        }

        return before is not null && before.Spec.Replicas != now.Spec.Replicas ? ChangeKind.Scale : ChangeKind.None;
    }

    /// <summary>A rollout was begun and is neither through nor given up: what a start finds that goes on with an old store.</summary>
    public static bool IsUnderWay(V1Deployment deployment) =>
        deployment.Spec.Paused != true && deployment.Status?.ObservedGeneration is not null && Failure(deployment) is null
        && DeploymentConditions.Find(deployment.Status, DeploymentConditions.Progressing) is { Reason: not DeploymentConditions.NewSetAvailable }
        && !DeploymentStatusPlan.IsComplete(deployment, deployment.Status);

    /// <summary>The newest revision is not what the Deployment wants.</summary>
    private static bool IsDue(V1Deployment deployment, IReadOnlyList<V1ReplicaSet> sets)
    {
        var rollout = Rollout.Of(deployment, sets);
        return rollout.Current is null || ReplicaSetAnnotations.Number(rollout.Current, ReplicaSetAnnotations.Revision) < rollout.NextRevision;
    }

    /// <summary>The revision that the Deployment's template has, or gets by the next pass of its loop.</summary>
    public static long Revision(V1Deployment deployment, IReadOnlyList<V1ReplicaSet> sets)
    {
        var rollout = Rollout.Of(deployment, sets);
        var own = rollout.Current is null ? null : ReplicaSetAnnotations.Number(rollout.Current, ReplicaSetAnnotations.Revision);
        return Math.Max(own ?? 0, rollout.NextRevision);
    }

    /// <summary>All pods are of the present template and ready, and no other is left.</summary>
    /// <param name="pods">All pods of the Deployment's ReplicaSets.</param>
    public static bool IsSettled(V1Deployment deployment, IReadOnlyList<V1ReplicaSet> sets, IReadOnlyCollection<V1Pod> pods) =>
        DeploymentStatusPlan.IsComplete(deployment, deployment.Status)
        && Rollout.Of(deployment, sets).Current is { } current
        && pods.Count(pod => PodFacts.IsActive(pod) && PodFacts.IsReady(pod) && Owners.ControllerOf(pod)?.Uid == current.Metadata.Uid) == (deployment.Spec.Replicas ?? 1)
        && pods.All(pod => PodFacts.IsActive(pod));

    /// <summary>The message of a rollout that is past its deadline.</summary>
    public static string? Failure(V1Deployment deployment) =>
        DeploymentConditions.Find(deployment.Status, DeploymentConditions.Progressing) is { Status: "False", Reason: DeploymentConditions.TimedOut } progress ? progress.Message : null;
}
