using k8s;
using k8s.Models;
using Workshop.Cluster.Loops;

namespace Workshop.Cluster.Tests.Loops;

/// <summary>Keeps what was told.</summary>
internal sealed class RecordedEvents : IEventRecorder
{
    private readonly List<string> _all = [];

    /// <summary>Each as <c>Normal Reason Message</c>.</summary>
    public IReadOnlyList<string> All => _all;

    public void Record(IKubernetesObject<V1ObjectMeta> about, string type, string reason, string message, string component, string? host = null, string? fieldPath = null) =>
        _all.Add($"{type} {reason} {message}");
}
