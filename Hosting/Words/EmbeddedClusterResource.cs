namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// A Kubernetes in this process whose pods are processes of this machine: it needs no container engine. It exists while the application runs;
/// publishing leaves it out.
/// </summary>
/// <param name="name">The resource's name; the row of the cluster in the dashboard.</param>
public sealed class EmbeddedClusterResource(string name) : Resource(name), IResourceWithWaitSupport
{
    /// <summary>The namespace of the application's own objects.</summary>
    public const string ApplicationNamespace = "workshop";

    /// <summary>The namespace of users' own objects: <c>kubectl</c>'s when none is said.</summary>
    public const string DefaultNamespace = "default";
}
