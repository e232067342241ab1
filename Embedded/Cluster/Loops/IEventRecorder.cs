using k8s;
using k8s.Models;

namespace Workshop.Cluster.Loops;

/// <summary>Writes Kubernetes Events, counting repeated ones and combining similar ones as Kubernetes' own recorder does.</summary>
internal interface IEventRecorder
{
    /// <param name="type">Normal or Warning.</param>
    /// <param name="component">Who reports: deployment-controller, replicaset-controller, default-scheduler, kubelet …</param>
    /// <param name="host">The node, for the kubelet's events.</param>
    /// <param name="fieldPath">Such as <c>spec.containers{hello}</c>.</param>
    void Record(IKubernetesObject<V1ObjectMeta> about, string type, string reason, string message, string component, string? host = null, string? fieldPath = null);
}
