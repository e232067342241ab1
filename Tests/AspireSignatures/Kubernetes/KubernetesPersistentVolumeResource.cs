#nullable enable

using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes;

[Experimental("ASPIRECOMPUTE002")]
public sealed class KubernetesPersistentVolumeResource : Resource, IResourceWithParent<KubernetesEnvironmentResource>, IResourceWithParent
{
    public KubernetesPersistentVolumeResource(string name, KubernetesEnvironmentResource environment) : base(name) => Parent = environment;
    public KubernetesEnvironmentResource Parent { get; }
    internal string? Capacity { get; set; }
}
