using k8s.Models;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Deployments;

/// <summary>Makes, sizes and marks the ReplicaSets of a Deployment, and tells of it in events.</summary>
internal sealed class ReplicaSetWriter(IClusterClient cluster, IEventRecorder events, TimeProvider time)
{
    /// <summary>Gives the present ReplicaSet the Deployment's annotations and, when the template came back to it, the newest revision.</summary>
    public Rollout SyncCurrent(V1Deployment deployment, Rollout rollout)
    {
        var set = rollout.Current!;
        var annotations = ReplicaSetAnnotations.ForCurrent(deployment, set.Metadata.Annotations, rollout.NextRevision);
        if (!ReplicaSetAnnotations.AreEqual(annotations, set.Metadata.Annotations) || (set.Spec.MinReadySeconds ?? 0) != (deployment.Spec.MinReadySeconds ?? 0))
        {
            var copy = cluster.Copy(set);
            copy.Metadata.Annotations = annotations;
            copy.Spec.MinReadySeconds = deployment.Spec.MinReadySeconds;
            set = cluster.Update(copy);
            rollout = rollout.With(set);
        }

        SetRevision(deployment, annotations[ReplicaSetAnnotations.Revision]);
        if (DeploymentConditions.Find(deployment.Status, DeploymentConditions.Progressing) is null)
        {
            SetProgressing(deployment, "True", "FoundNewReplicaSet", $"Found new replica set \"{set.Metadata.Name}\"");
        }

        return rollout;
    }

    /// <summary>Makes the ReplicaSet of a new template.</summary>
    /// <returns>Without a current one when the name is taken by another; the raised collision count brings another name in the next pass.</returns>
    public Rollout CreateCurrent(V1Deployment deployment, Rollout rollout, int size)
    {
        var set = New(deployment, rollout, size);
        try
        {
            set = cluster.Create(set);
        }
        catch (StatusException e) when (e.Reason == "AlreadyExists")
        {
            deployment.Status.CollisionCount = (deployment.Status.CollisionCount ?? 0) + 1;
            return rollout;
        }
        catch (StatusException e) when (e.IsNamespaceTerminating())
        {
            return rollout;
        }
        catch (StatusException e)
        {
            var message = $"Failed to create new replica set \"{set.Metadata.Name}\": {e.Message}";
            SetProgressing(deployment, "False", "ReplicaSetCreateError", message);
            cluster.UpdateStatus(deployment);
            events.Record(deployment, "Warning", "ReplicaSetCreateError", message, DeploymentReconciler.Component);
            throw;
        }

        if (size > 0)
        {
            Tell(deployment, $"Scaled up replica set {set.Metadata.Name} to {size}");
        }

        SetRevision(deployment, set.Metadata.Annotations[ReplicaSetAnnotations.Revision]);
        SetProgressing(deployment, "True", "NewReplicaSetCreated", $"Created new replica set \"{set.Metadata.Name}\"");
        return rollout with { Current = set };
    }

    /// <returns>The ReplicaSet as written, or <paramref name="set"/> itself when it has that size already.</returns>
    public V1ReplicaSet Scale(V1Deployment deployment, V1ReplicaSet set, int to, RolloutLimits limits)
    {
        var from = set.Spec.Replicas ?? 0;
        var copy = cluster.Copy(set);
        copy.Metadata.Annotations ??= new Dictionary<string, string>();
        ReplicaSetAnnotations.SetSizes(copy.Metadata.Annotations, limits);
        if (from == to && ReplicaSetAnnotations.AreEqual(copy.Metadata.Annotations, set.Metadata.Annotations))
        {
            return set;
        }

        copy.Spec.Replicas = to;
        var written = cluster.Update(copy);
        if (from != to)
        {
            Tell(deployment, $"Scaled {(to > from ? "up" : "down")} replica set {set.Metadata.Name} to {to} from {from}");
        }

        return written;
    }

    private static V1ReplicaSet New(V1Deployment deployment, Rollout rollout, int size)
    {
        var hash = PodTemplates.Hash(deployment.Spec.Template, deployment.Status.CollisionCount);
        var annotations = ReplicaSetAnnotations.ForCurrent(deployment, null, rollout.NextRevision);
        ReplicaSetAnnotations.SetSizes(annotations, rollout.Limits);

        var template = deployment.Spec.Template;
        var labels = With(template.Metadata?.Labels, hash);
        return new V1ReplicaSet
        {
            ApiVersion = "apps/v1",
            Kind = "ReplicaSet",
            Metadata = new V1ObjectMeta
            {
                Name = $"{deployment.Metadata.Name}-{hash}",
                NamespaceProperty = deployment.Metadata.NamespaceProperty,
                Labels = labels,
                Annotations = annotations,
                OwnerReferences = [Owners.ReferenceTo(deployment, "apps/v1", "Deployment")],
            },
            Spec = new V1ReplicaSetSpec
            {
                Replicas = size,
                MinReadySeconds = deployment.Spec.MinReadySeconds,
                Selector = new V1LabelSelector
                {
                    MatchLabels = With(deployment.Spec.Selector.MatchLabels, hash),
                    MatchExpressions = deployment.Spec.Selector.MatchExpressions,
                },
                Template = new V1PodTemplateSpec
                {
                    Metadata = new V1ObjectMeta { Labels = labels, Annotations = template.Metadata?.Annotations, Finalizers = template.Metadata?.Finalizers },
                    Spec = template.Spec,
                },
            },
        };
    }

    private static Dictionary<string, string> With(IDictionary<string, string>? labels, string hash) =>
        new(labels ?? new Dictionary<string, string>()) { [PodTemplates.HashLabel] = hash };

    /// <summary>The Deployment's own revision, which <c>kubectl rollout status --revision</c> compares with. It is written with the status, as a new generation it is not.</summary>
    private static void SetRevision(V1Deployment deployment, string revision)
    {
        deployment.Metadata.Annotations ??= new Dictionary<string, string>();
        deployment.Metadata.Annotations[ReplicaSetAnnotations.Revision] = revision;
    }

    private void SetProgressing(V1Deployment deployment, string status, string reason, string message)
    {
        if (DeploymentStatusPlan.HasDeadline(deployment))
        {
            DeploymentConditions.Set(deployment.Status, DeploymentConditions.New(
                DeploymentConditions.Progressing, status, reason, message, time.GetKubernetesNow()));
        }
    }

    private void Tell(V1Deployment deployment, string message) =>
        events.Record(deployment, "Normal", "ScalingReplicaSet", message, DeploymentReconciler.Component);
}
