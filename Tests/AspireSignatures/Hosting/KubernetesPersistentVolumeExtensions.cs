#nullable enable

using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;

namespace Aspire.Hosting;

[Experimental("ASPIRECOMPUTE002")]
public static class KubernetesPersistentVolumeExtensions
{
    public static IResourceBuilder<KubernetesPersistentVolumeResource> AddPersistentVolume(this IResourceBuilder<KubernetesEnvironmentResource> builder, string name) =>
        builder.ApplicationBuilder.AddResource(new KubernetesPersistentVolumeResource(name, builder.Resource));

    public static IResourceBuilder<KubernetesPersistentVolumeResource> WithAccessMode(this IResourceBuilder<KubernetesPersistentVolumeResource> builder, PersistentVolumeAccessMode accessMode) => builder;

    public static IResourceBuilder<KubernetesPersistentVolumeResource> WithCapacity(this IResourceBuilder<KubernetesPersistentVolumeResource> builder, string capacity)
    {
        builder.Resource.Capacity = capacity;
        return builder;
    }

    public static IResourceBuilder<T> WithPersistentVolume<T>(this IResourceBuilder<T> builder, IResourceBuilder<KubernetesPersistentVolumeResource> volume, string mountPath, bool isReadOnly = false) where T : IComputeResource
    {
        builder.Resource.Annotations.Add(new ContainerMountAnnotation(volume.Resource.Name, mountPath, ContainerMountType.Volume, isReadOnly));
        return builder;
    }
}
