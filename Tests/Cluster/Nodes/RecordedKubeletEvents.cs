using System.Collections.Concurrent;
using k8s;
using k8s.Models;
using Workshop.Cluster.Loops;

namespace Workshop.Cluster.Tests.Nodes;

/// <summary>Keeps events in the order in which they are written, one line each.</summary>
internal sealed class RecordedKubeletEvents : IEventRecorder
{
    private readonly ConcurrentQueue<(string About, string Line)> _events = new();

    public void Record(IKubernetesObject<V1ObjectMeta> about, string type, string reason, string message, string component, string? host = null, string? fieldPath = null) =>
        _events.Enqueue((about.Metadata.Name, $"{type} {reason} {message}"));

    public IReadOnlyList<string> About(string name) => [.. _events.Where(one => one.About == name).Select(one => one.Line)];
}
