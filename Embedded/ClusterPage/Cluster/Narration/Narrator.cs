using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Cluster.Narration;

/// <summary>
/// Explains what happened between two snapshots, a sentence a change, in the order of cause and effect: what was asked for first, then what the loops made of it. Pure: the same two
/// snapshots always tell the same.
/// </summary>
internal static class Narrator
{
    public static IReadOnlyList<Story> Tell(ClusterSnapshot before, ClusterSnapshot after)
    {
        // What comes with the first list was there before anybody looked.
        if (!before.IsComplete || !after.IsComplete)
        {
            return [];
        }

        return
        [
            .. NodeStories.Tell(before, after),
            .. NamespaceStories.Tell(before, after),
            .. DeploymentStories.Changes(before, after),
            .. ServiceStories.Tell(before, after),
            .. PodStories.Tell(before, after),
            .. ServiceStories.Emptied(before, after),
            .. DeploymentStories.Arrivals(before, after),
        ];
    }
}
