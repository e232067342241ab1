using Workshop.ClusterPage.Cluster.Drawing;
using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Cluster.Narration;

/// <summary>Tells in one sentence what happened to many pods of one owner at once.</summary>
internal static class PodSummary
{
    public static Story Of(PodEvent what, string owner, IReadOnlyList<PodStory> stories, ClusterSnapshot after)
    {
        var pods = stories.Select(story => story.Pod).ToList();
        var first = pods[0];
        var key = PodOwner.Deployment(first, after) is { } deployment ? LightKeys.Deployment(deployment.Name) : LightKeys.Namespace(first.Name.Namespace);
        var many = $"{Words.Capital(Words.Count(stories.Count, "pod"))} of {owner}";
        var services = SelectedBy.Services(first, after);
        var text = what switch
        {
            PodEvent.Made => $"{many} were made.",
            PodEvent.Placed => $"{many} go to {Nodes(pods)}.",
            PodEvent.Unplaceable => $"{many} wait, because they fit on no node: {Words.Short(first.Condition("PodScheduled")?.Message ?? "")}.",
            PodEvent.Trouble => $"{many} cannot run: {string.Join(", ", pods.Select(pod => pod.Status).Distinct())}.",
            PodEvent.Restarted => $"{many} ended and were started again.",
            PodEvent.Ready => services.Count == 0 ? $"{many} are ready." : $"{many} are ready, so {Words.Services(services, "send")} them traffic.",
            PodEvent.Unready => $"{many} are not ready any more{(services.Count == 0 ? "" : $", so {Words.Services(services, "send")} them no more traffic")}.",
            PodEvent.Relabelled => $"{many} have other labels now.",
            PodEvent.Leaving => $"{many} are asked to end{(services.Count == 0 ? "" : $", so {Words.Services(services, "send")} them no more traffic")}.",
            PodEvent.Gone => $"{many} are gone.",
            _ => $"{many} have ended.",
        };
        return new Story(after.At, stories.Max(story => story.Tone), text, first.Name.Namespace, key, null);
    }

    private static string Nodes(List<PodState> pods) =>
        pods.Select(pod => pod.NodeName).Distinct().Order(StringComparer.Ordinal).ToList() is { Count: <= 4 } few ? Words.List(few) : Words.Count(pods.Select(pod => pod.NodeName).Distinct().Count(), "node");
}
