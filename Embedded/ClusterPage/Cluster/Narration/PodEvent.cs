namespace Workshop.ClusterPage.Cluster.Narration;

/// <summary>What happens to pods; many of a sort at once are told in one sentence.</summary>
internal enum PodEvent
{
    Made,
    Placed,
    Unplaceable,
    Trouble,
    Restarted,
    Ready,
    Unready,
    Relabelled,
    Leaving,
    Gone,
    Ended,
}
