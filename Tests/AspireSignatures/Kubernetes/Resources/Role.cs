#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class Role() : BaseKubernetesResource("rbac.authorization.k8s.io/v1", "Role")
{
    public List<PolicyRuleV1> Rules { get; } = [];
}
