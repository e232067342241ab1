using System.Collections.Immutable;
using k8s.Models;

namespace Workshop.ClusterPage.Watching;

public sealed record DeploymentState : WatchedObject
{
    public DeploymentState(V1Deployment deployment) : base(deployment)
    {
        Desired = deployment.Spec?.Replicas ?? 1;
        IsPaused = deployment.Spec?.Paused ?? false;
        Strategy = deployment.Spec?.Strategy?.Type ?? "RollingUpdate";
        Selector = LabelSelector.From(deployment.Spec?.Selector);
        TemplateLabels = Map(deployment.Spec?.Template?.Metadata?.Labels);
        Containers = ContainerTemplate.AllOf(deployment.Spec?.Template?.Spec);
        Generation = deployment.Metadata.Generation ?? 0;
        ObservedGeneration = deployment.Status?.ObservedGeneration ?? 0;
        Updated = deployment.Status?.UpdatedReplicas ?? 0;
        Ready = deployment.Status?.ReadyReplicas ?? 0;
        Available = deployment.Status?.AvailableReplicas ?? 0;
        Total = deployment.Status?.Replicas ?? 0;
        Conditions = [.. (deployment.Status?.Conditions ?? []).Select(c => ConditionState.From(c.Type, c.Status, c.Reason, c.Message))];
    }

    /// <value><c>spec.replicas</c>.</value>
    public int Desired { get; init; }

    public bool IsPaused { get; init; }

    /// <value>RollingUpdate or Recreate.</value>
    public string Strategy { get; init; }

    public LabelSelector Selector { get; init; }

    public ImmutableSortedDictionary<string, string> TemplateLabels { get; init; }

    public ImmutableArray<ContainerTemplate> Containers { get; init; }

    public long Generation { get; init; }

    public long ObservedGeneration { get; init; }

    /// <value>Pods of the newest template.</value>
    public int Updated { get; init; }

    public int Ready { get; init; }

    public int Available { get; init; }

    /// <value>All its pods, old and new.</value>
    public int Total { get; init; }

    public ImmutableArray<ConditionState> Conditions { get; init; }

    /// <value>The loop has seen the newest spec, and nothing is left to do.</value>
    public bool IsSettled => ObservedGeneration >= Generation && Updated == Desired && Total == Desired && Available == Desired;

    public ConditionState? Condition(string type) => Conditions.FirstOrDefault(condition => condition.Type == type);
}
