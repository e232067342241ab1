#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class Deployment() : Workload("apps/v1", "Deployment")
{
    public DeploymentSpecV1 Spec { get; set; } = new();
    public override PodTemplateSpecV1 PodTemplate => Spec.Template;
}
