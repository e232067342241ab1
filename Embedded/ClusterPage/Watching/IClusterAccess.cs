using k8s;

namespace Workshop.ClusterPage.Watching;

/// <summary>The client of the watched cluster, for what is asked now and then: actions. Views come from <see cref="IClusterView"/>.</summary>
internal interface IClusterAccess
{
    /// <summary>The present client. Ask each time: a kubeconfig that has been replaced is read anew. Do not dispose it.</summary>
    /// <exception cref="ClusterAccessException">None is configured, or the kubeconfig cannot be read: the message says what to do.</exception>
    IKubernetes Client { get; }
}
