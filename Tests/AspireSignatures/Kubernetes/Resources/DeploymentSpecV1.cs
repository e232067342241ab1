#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class DeploymentSpecV1
{
    public bool? Paused { get; set; }
    public PodTemplateSpecV1 Template { get; set; } = new();
    public LabelSelectorV1 Selector { get; set; } = new();
    public int? MinReadySeconds { get; set; }
    public int? ProgressDeadlineSeconds { get; set; }
    public int? Replicas { get; set; } = 1;
    public int? RevisionHistoryLimit { get; set; } = 3;
    public DeploymentStrategyV1 Strategy { get; set; } = new();
}
