using Workshop.Hosting.Manifests;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// Kubernetes objects that are applied to a cluster when it runs: a row of its own below the cluster's. It is Running and healthy when its CustomResourceDefinitions are
/// Established and its workloads rolled out; it can be waited for, and can wait for others. Publishing leaves it out.
/// </summary>
public sealed class ManifestResource : Resource, IResourceWithWaitSupport
{
    internal ManifestResource(string name, EmbeddedClusterResource cluster, string? path, string? content)
        : base(name) => (Cluster, Path, Content) = (cluster, path, content);

    /// <summary>The cluster that it is applied to.</summary>
    public EmbeddedClusterResource Cluster { get; }

    /// <summary>Full path of the file, the folder or the kustomization; null where the content was given.</summary>
    public string? Path { get; }

    /// <summary>The namespace of objects that name none; null: <c>default</c>.</summary>
    public string? Namespace { get; internal set; }

    internal string? Content { get; }

    internal GuestHealth Health { get; set; } = GuestHealth.NotStarted;
}
