using System.Collections.Immutable;

namespace Workshop.ClusterPage.Cluster.Drawing;

/// <summary>All that is drawn, decided. Parts that did not change since the picture before are the same instances.</summary>
/// <param name="Unplaced">Pods without a node.</param>
/// <param name="IsDense">So many pods that each is drawn as a small cell.</param>
public sealed record ClusterPicture(
    ImmutableArray<DeploymentCard> Deployments, ImmutableArray<ServiceBox> Services, ImmutableArray<NodeBox> Nodes, ImmutableArray<PodCell> Unplaced, int Pods, int Ready, bool IsDense)
{
    public static readonly ClusterPicture Empty = new([], [], [], [], 0, 0, false);
}
