#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class ServiceAccountV1() : BaseKubernetesResource("v1", "ServiceAccount")
{

}
