#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class StatefulSet() : Workload("apps/v1", "StatefulSet")
{
    public StatefulSetSpecV1 Spec { get; set; } = new();
    public override PodTemplateSpecV1 PodTemplate => Spec.Template;
}
