using k8s.Models;

namespace Workshop.Cluster.Nodes;

/// <summary>What a container wrote, for <c>kubectl logs</c>.</summary>
internal interface IContainerLogs
{
    /// <summary>Chunks of UTF-8 text, whole lines; with Follow until the container ended for good or the token fires.</summary>
    /// <exception cref="Registry.StatusException">400, in the kubelet's words: no such container, still waiting to start, no previous one.</exception>
    IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(V1Pod pod, ContainerLogOptions options, CancellationToken ct);
}

/// <param name="Container">Null: the pod's only one (or its default-container annotation, or the first).</param>
internal sealed record ContainerLogOptions(string? Container, bool Follow, bool Previous, int? TailLines, int? SinceSeconds, DateTimeOffset? SinceTime, bool Timestamps, long? LimitBytes);
