using Workshop.ClusterPage.Cluster.Narration;
using Workshop.ClusterPage.Shell.Parts;
using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Cluster.Drawing;

/// <summary>Decides how desired and observed state of a Deployment are drawn side by side.</summary>
internal static class DeploymentPlan
{
    /// <summary>More than this are told in figures: nobody counts squares.</summary>
    public const int MostSlots = 40;

    public static DeploymentCard For(DeploymentState deployment, Relations relations)
    {
        var ns = deployment.Name.Namespace;
        var sets = relations.SetsOf(deployment).Select(set => (Set: set, Pods: relations.PodsOf(set).Where(pod => !pod.HasEnded).OrderBy(pod => pod.Name).ToList())).ToList();
        var pods = sets.SelectMany(pair => pair.Pods.Select(pod => (Shade: relations.ShadeOf(pair.Set), Pod: pod))).ToList();
        var (state, text, reason) = Judge(deployment, pods);
        var chips = deployment.TemplateLabels.Select(label => new LabelChip($"{label.Key}={label.Value}", LightKeys.Label(ns, label.Key, label.Value))).ToList();
        return new DeploymentCard(
            LightKeys.Deployment(deployment.Name),
            deployment.Name.Name,
            ns,
            AppColor.ClassOf(deployment.Name.Name),
            deployment.Desired,
            pods.Count(pair => pair.Pod is { IsReady: true, IsTerminating: false }),
            state,
            text,
            reason,
            [.. chips],
            [.. sets.Where(pair => pair.Pods.Count > 0 || pair.Set.Desired > 0).Select(pair => Row(pair.Set, pair.Pods, relations))],
            [.. Slots(deployment, pods)],
            string.Join(' ', [LightKeys.Deployment(deployment.Name), LightKeys.Namespace(ns), .. chips.Select(chip => chip.Key)]),
            RolloutId.Of(deployment));
    }

    private static SetRow Row(ReplicaSetState set, List<PodState> pods, Relations relations) => new(
        LightKeys.Set(set.Name),
        set.Name.Name,
        set.Containers.Length > 0 ? set.Containers[0].Tag : "",
        set.Revision,
        relations.ShadeOf(set),
        set.Desired,
        pods.Count(pod => !pod.IsTerminating),
        pods.Count(pod => pod is { IsReady: true, IsTerminating: false }),
        $"{LightKeys.Set(set.Name)} {(set.Owner is { } owner ? LightKeys.Deployment(new ObjectName(set.Name.Namespace, owner.Name)) : "")}");

    private static IEnumerable<Slot> Slots(DeploymentState deployment, List<(Shade Shade, PodState Pod)> pods)
    {
        if (Math.Max(deployment.Desired, pods.Count) > MostSlots)
        {
            return [];
        }

        var missing = Math.Max(0, deployment.Desired - pods.Count(pair => !pair.Pod.IsTerminating));
        return pods
            .Select(pair => new Slot(LightKeys.Pod(pair.Pod), pair.Shade, PodLooks.Of(pair.Pod), $"{pair.Pod.Name.Name}: {PodLooks.Words(pair.Pod)}"))
            .Concat(Enumerable.Repeat(new Slot("", Shade.New, null, "a pod that is missing"), missing));
    }

    private static (StateKind State, string Text, string Reason) Judge(DeploymentState deployment, List<(Shade Shade, PodState Pod)> pods)
    {
        var present = pods.Where(pair => !pair.Pod.IsTerminating).ToList();
        var ready = present.Count(pair => pair.Pod.IsReady);
        var old = present.Count(pair => pair.Shade == Shade.Old);
        var renewed = present.Count(pair => pair is { Shade: Shade.New, Pod.IsReady: true });
        return deployment switch
        {
            _ when deployment.Condition("Progressing") is { IsTrue: false } stuck => (StateKind.Bad, "does not get on", stuck.Message),
            { IsPaused: true } => (StateKind.Warning, "paused", "Changes of its template wait until its rollout is resumed."),
            _ when old > 0 => (StateKind.Busy, $"{renewed} of {deployment.Desired} replaced", "A rollout is under way."),
            { Desired: 0 } when present.Count == 0 => (StateKind.Neutral, "scaled to nothing", ""),
            _ when present.Count > deployment.Desired => (StateKind.Busy, $"{Words.Count(present.Count - deployment.Desired, "pod")} too many", ""),
            _ when present.Count < deployment.Desired => (StateKind.Busy, $"{Words.Count(deployment.Desired - present.Count, "pod")} missing", ""),
            _ when ready < deployment.Desired => (StateKind.Busy, $"{ready} of {deployment.Desired} ready", ""),
            _ => (StateKind.Good, "as desired", ""),
        };
    }
}
