using k8s.Models;
using Workshop.Cluster.Loops;

namespace Workshop.Cluster.Nodes.Pods;

/// <summary>Writes the kubelet's events about one pod.</summary>
internal sealed class PodEvents(IEventRecorder recorder, V1Pod pod, string node)
{
    private const string Component = "kubelet";

    /// <param name="container">Whom it is about; null: the whole pod.</param>
    public void Record(PodEvent what, string? container = null) =>
        recorder.Record(pod, what.Type, what.Reason, what.Message, Component, node, FieldPath(container));

    private string? FieldPath(string? container) => container is null ? null
        : pod.Spec.InitContainers?.Any(init => init.Name == container) == true ? $"spec.initContainers{{{container}}}"
        : $"spec.containers{{{container}}}";
}
