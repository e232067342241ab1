#nullable enable

using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;

namespace Aspire.Hosting;

public static class KubernetesServiceExtensions
{
    public static IResourceBuilder<T> PublishAsKubernetesService<T>(this IResourceBuilder<T> builder, Action<KubernetesResource> configure) where T : IComputeResource
    {
        builder.Resource.Annotations.Add(new KubernetesServiceCustomizationAnnotation(configure));
        return builder;
    }
}
