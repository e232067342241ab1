#nullable enable

using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes;

public sealed class KubernetesServiceCustomizationAnnotation : IResourceAnnotation
{
    public KubernetesServiceCustomizationAnnotation(Action<KubernetesResource> configure) => Configure = configure;
    public Action<KubernetesResource> Configure { get; }
}
