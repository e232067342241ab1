using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Deployments;

/// <summary>
/// Makes the ReplicaSets of a Deployment what its template and strategy say, one step a pass: the plans decide the step,
/// <see cref="ReplicaSetWriter"/> does it, and what the ReplicaSets then report brings the next pass.
/// </summary>
internal sealed class DeploymentReconciler(IClusterClient cluster, IEventRecorder events, TimeProvider time) : IReconciler
{
    public const string Component = "deployment-controller";

    private readonly Claims _claims = new(cluster);
    private readonly ReplicaSetWriter _writer = new(cluster, events, time);

    public static void Listen(LoopSources sources) => sources
        .Each<V1Deployment>()
        .OwnedBy<V1ReplicaSet>("Deployment")
        .Mapped<V1Pod>(change => change.Type == WatchEventType.Deleted || PodFacts.IsFinished(change.Object)
            ? DeploymentOf(sources.Cluster, change.Object)
            : []);

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct) =>
        Task.FromResult(cluster.Find<V1Deployment>(key.Namespace, key.Name) is { } found ? Reconcile(cluster.Copy(found)) : ReconcileResult.Done);

    /// <param name="deployment">Our own copy; its status is the draft of what is written at the end.</param>
    private ReconcileResult Reconcile(V1Deployment deployment)
    {
        deployment.Status ??= new V1DeploymentStatus();
        var sets = _claims.Of<V1ReplicaSet>(deployment, KindTable.Deployment, deployment.Spec.Selector);
        var rollout = Rollout.Of(deployment, sets);
        if (deployment.Metadata.DeletionTimestamp is not null)
        {
            return Write(deployment, DeploymentStatusPlan.Counts(deployment, rollout, Now));
        }

        NotePause(deployment);
        if (deployment.Spec.Paused == true || ProportionalScalePlan.IsDue(rollout.Limits, rollout.All))
        {
            rollout = Resize(deployment, rollout);
            return Write(deployment, DeploymentStatusPlan.Counts(deployment, rollout, Now));
        }

        rollout = deployment.Spec.Strategy?.Type == "Recreate" ? Recreate(deployment, rollout) : Roll(deployment, rollout);
        var status = DeploymentStatusPlan.Progress(deployment, rollout, Now);
        if (DeploymentStatusPlan.IsComplete(deployment, status))
        {
            DeleteSurplus(deployment, rollout);
        }

        return Write(deployment, status);
    }

    private DateTime Now => time.GetKubernetesNow();

    /// <summary>Only the size changes, or the Deployment is paused: no ReplicaSet is made and no template rolls.</summary>
    private Rollout Resize(V1Deployment deployment, Rollout rollout)
    {
        rollout = rollout.Current is null ? rollout : _writer.SyncCurrent(deployment, rollout);
        rollout = Apply(deployment, rollout, ProportionalScalePlan.For(deployment, rollout.Limits, rollout.Current, rollout.Old));
        if (deployment.Spec.Paused == true)
        {
            DeleteSurplus(deployment, rollout);
        }

        return rollout;
    }

    private Rollout Roll(V1Deployment deployment, Rollout rollout)
    {
        rollout = rollout.Current is not null
            ? _writer.SyncCurrent(deployment, rollout)
            : _writer.CreateCurrent(deployment, rollout, RollingUpdatePlan.NewSize(rollout.Limits, 0, rollout.Old));
        return rollout.Current is null ? rollout : Apply(deployment, rollout, RollingUpdatePlan.NextStep(rollout.Limits, rollout.Current, rollout.Old));
    }

    /// <summary>First all old pods go; only when the last of them has ended do new ones come.</summary>
    private Rollout Recreate(V1Deployment deployment, Rollout rollout)
    {
        rollout = rollout.Current is null ? rollout : _writer.SyncCurrent(deployment, rollout);
        var toEmpty = rollout.Old.Where(set => set.Spec.Replicas > 0).Select(set => new ReplicaSetScale(set, 0)).ToList();
        if (toEmpty.Count > 0)
        {
            return Apply(deployment, rollout, toEmpty);
        }

        if (OldPodsRun(deployment, rollout))
        {
            return rollout;
        }

        return rollout.Current is null
            ? _writer.CreateCurrent(deployment, rollout, rollout.Limits.Desired)
            : Apply(deployment, rollout, [new ReplicaSetScale(rollout.Current, rollout.Limits.Desired)]);
    }

    private bool OldPodsRun(V1Deployment deployment, Rollout rollout)
    {
        var old = rollout.Old.Select(set => set.Metadata.Uid).ToHashSet();
        return cluster.List<V1Pod>(deployment.Metadata.NamespaceProperty)
            .Any(pod => !PodFacts.IsFinished(pod) && Owners.ControllerOf(pod) is { } owner && old.Contains(owner.Uid));
    }

    private Rollout Apply(V1Deployment deployment, Rollout rollout, IEnumerable<ReplicaSetScale> scales)
    {
        foreach (var scale in scales)
        {
            // A step may follow another one on the same ReplicaSet: go on from its newest version.
            var set = rollout.All.First(present => present.Metadata.Uid == scale.Set.Metadata.Uid);
            rollout = rollout.With(_writer.Scale(deployment, set, scale.To, rollout.Limits));
        }

        return rollout;
    }

    private void DeleteSurplus(V1Deployment deployment, Rollout rollout)
    {
        foreach (var set in RevisionHistoryPlan.Surplus(deployment, rollout.Old))
        {
            cluster.Delete<V1ReplicaSet>(set.Metadata.NamespaceProperty, set.Metadata.Name, new DeletionOptions { PreconditionUid = set.Metadata.Uid });
        }
    }

    /// <summary>A pause stops the clock of the progress deadline, a resume starts it anew.</summary>
    private void NotePause(V1Deployment deployment)
    {
        var progress = DeploymentConditions.Find(deployment.Status, DeploymentConditions.Progressing);
        if (!DeploymentStatusPlan.HasDeadline(deployment) || progress?.Reason == DeploymentConditions.TimedOut)
        {
            return;
        }

        var isNoted = progress?.Reason == DeploymentConditions.Paused;
        if (deployment.Spec.Paused == true && !isNoted)
        {
            DeploymentConditions.Set(deployment.Status, DeploymentConditions.New(
                DeploymentConditions.Progressing, "Unknown", DeploymentConditions.Paused, "Deployment is paused", Now));
        }
        else if (deployment.Spec.Paused != true && isNoted)
        {
            DeploymentConditions.Set(deployment.Status, DeploymentConditions.New(
                DeploymentConditions.Progressing, "Unknown", DeploymentConditions.Resumed, "Deployment is resumed", Now));
        }
    }

    private ReconcileResult Write(V1Deployment deployment, V1DeploymentStatus status)
    {
        deployment.Status = status;
        cluster.UpdateStatus(deployment);
        return ReconcileResult.Maybe(DeploymentStatusPlan.TimeLeft(deployment, status, Now));
    }

    /// <summary>A pod that ended may be the last one that a Recreate waits for.</summary>
    private static IEnumerable<ObjectKey> DeploymentOf(IClusterClient cluster, V1Pod pod)
    {
        var ns = pod.Metadata.NamespaceProperty;
        return Owners.ControllerOf(pod) is { Kind: "ReplicaSet" } set
            && cluster.Find<V1ReplicaSet>(ns, set.Name) is { } found
            && Owners.ControllerOf(found) is { Kind: "Deployment" } owner
                ? [new ObjectKey(ns, owner.Name)]
                : [];
    }
}
