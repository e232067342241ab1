using k8s.Models;
using Workshop.Cluster.Nodes;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Api;

/// <summary>No container runs where there are no nodes.</summary>
internal sealed class FakeContainerStreams : IContainerStreams
{
    public IContainerSession Exec(V1Pod pod, string container, IReadOnlyList<string> command, StreamWishes wishes) =>
        throw new StatusException(500, "InternalError", $"unable to upgrade connection: container not found (\"{container}\")");

    public IContainerSession Attach(V1Pod pod, string container, StreamWishes wishes) =>
        throw new StatusException(500, "InternalError", $"unable to upgrade connection: container {container} not found in pod {pod.Metadata.Name}_{pod.Metadata.NamespaceProperty}");
}
