using Workshop.ClusterPage.Cluster.Drawing;
using Workshop.ClusterPage.Shell.Parts;
using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Cluster.Narration;

internal static class DeploymentStories
{
    /// <summary>What somebody asked of Deployments.</summary>
    public static IEnumerable<Story> Changes(ClusterSnapshot before, ClusterSnapshot after)
    {
        foreach (var (old, now) in SnapshotDiff.Of(before.Deployments, after.Deployments))
        {
            foreach (var (tone, text, rollout) in Changes(old, now, before))
            {
                yield return Story(after, now ?? old!, tone, text, rollout);
            }
        }

        foreach (var deployment in Restarted(before, after))
        {
            yield return Story(
                after,
                deployment,
                StateKind.Busy,
                $"Deployment {deployment.Name.Name} has a new template with the same image: a new ReplicaSet replaces its pods one after another.",
                RolloutId.Of(deployment));
        }
    }

    /// <summary>Whether Deployments got where they were to go.</summary>
    public static IEnumerable<Story> Arrivals(ClusterSnapshot before, ClusterSnapshot after)
    {
        foreach (var (old, now) in SnapshotDiff.Of(before.Deployments, after.Deployments))
        {
            if (now is null)
            {
                continue;
            }

            // Another generation is another wish: the whole way to it may lie between two looks.
            var isNews = old is not { IsSettled: true } || old.Generation != now.Generation;
            if (isNews && now is { IsSettled: true, Desired: > 0 })
            {
                yield return Story(after, now, StateKind.Good, $"Deployment {now.Name.Name} is as desired: {Ready(now)}.", RolloutId.Of(now));
            }

            if ((old is null || Stuck(old) is null) && Stuck(now) is { } stuck)
            {
                yield return Story(after, now, StateKind.Bad, $"The rollout of Deployment {now.Name.Name} does not get on ({Words.Short(stuck.Message)}){Serving(now)}.", RolloutId.Of(now));
            }
        }
    }

    private static IEnumerable<(StateKind, string, RolloutId?)> Changes(DeploymentState? old, DeploymentState? now, ClusterSnapshot before)
    {
        if (now is null)
        {
            yield return (StateKind.Neutral, $"Deployment {old!.Name.Name} was deleted, so its ReplicaSets and pods go, too.", null);
            yield break;
        }

        var name = now.Name.Name;
        if (old is null)
        {
            yield return (StateKind.Busy, $"Deployment {name} was made and wants {Words.Count(now.Desired, "pod")}, so a ReplicaSet makes {(now.Desired == 1 ? "it" : "them")}.", RolloutId.Of(now));
            yield break;
        }

        if (old.Desired != now.Desired)
        {
            yield return (StateKind.Busy, Scaled(old, now), null);
        }

        if (Template(old, now, before) is { } change)
        {
            yield return (StateKind.Busy, change + (now.IsPaused ? " Its rollout is paused, so nothing happens yet." : ""), RolloutId.Begun(old, now));
        }

        if (old.IsPaused != now.IsPaused)
        {
            yield return now.IsPaused
                ? (StateKind.Warning, $"The rollout of Deployment {name} is paused: changes of its template wait.", RolloutId.Of(now))
                : (StateKind.Busy, $"The rollout of Deployment {name} goes on.", RolloutId.Of(now));
        }
    }

    private static string Scaled(DeploymentState old, DeploymentState now)
    {
        var difference = Math.Abs(now.Desired - old.Desired);
        var effect = (now.Desired - old.Desired, difference) switch
        {
            ( > 0, 1) => "one pod is missing, so its ReplicaSet makes it",
            ( > 0, _) => $"{Words.Count(difference, "pod")} are missing, so its ReplicaSet makes them",
            (_, 1) => "there is one pod too many, so its ReplicaSet ends it",
            _ => $"there are {Words.Count(difference, "pod")} too many, so its ReplicaSet ends them",
        };
        return $"Deployment {now.Name.Name} was scaled from {old.Desired} to {now.Desired}: {effect}.";
    }

    private static string? Template(DeploymentState old, DeploymentState now, ClusterSnapshot before)
    {
        var changed = now.Containers.Where(container => old.Containers.FirstOrDefault(known => known.Name == container.Name) is { } known && known.Image != container.Image).ToList();
        if (changed.Count == 0)
        {
            return null;
        }

        var images = Words.List([.. changed.Select(container => $"{container.Image} in place of {old.Containers.First(known => known.Name == container.Name).Image}")]);
        var isBack = before.ReplicaSets.Values.Any(set => set.Owner?.Uid == now.Uid && Images(set.Containers).SequenceEqual(Images(now.Containers)));
        var how = (isBack, now.Strategy) switch
        {
            (_, "Recreate") => "all old pods end first, then a ReplicaSet makes new ones",
            (true, _) => "the ReplicaSet of that version is still there and makes its pods again, step by step",
            _ => "a new ReplicaSet makes new pods step by step, while the old one gives its pods up",
        };
        return $"Deployment {now.Name.Name} is to run {images}: {how}.";
    }

    // A template that differs in something that is not watched shows as another ReplicaSet with the images of the newest one.
    private static IEnumerable<DeploymentState> Restarted(ClusterSnapshot before, ClusterSnapshot after) =>
        from pair in SnapshotDiff.Of(before.ReplicaSets, after.ReplicaSets)
        where pair is { Before: null, After.Owner.Kind: "Deployment" }
        let made = pair.After
        let last = before.ReplicaSets.Values.Where(set => set.Owner?.Uid == made.Owner!.Uid).MaxBy(set => set.Revision)
        where last is not null && Images(last.Containers).SequenceEqual(Images(made.Containers))
        from deployment in after.Deployments.Values
        where deployment.Uid == made.Owner!.Uid
        select deployment;

    private static IEnumerable<(string, string)> Images(IEnumerable<ContainerTemplate> containers) => containers.Select(container => (container.Name, container.Image));

    private static ConditionState? Stuck(DeploymentState deployment) => deployment.Condition("Progressing") is { IsTrue: false } condition ? condition : null;

    private static string Ready(DeploymentState now) => now.Desired switch
    {
        1 => "its pod is ready",
        2 => "both pods are ready",
        var all => $"all {Words.Count(all, "pod")} are ready",
    };

    private static string Serving(DeploymentState now) => now.Ready switch
    {
        0 => "",
        1 => "; one older pod goes on serving",
        var ready => $"; {Words.Count(ready, "older pod")} go on serving",
    };

    private static Story Story(ClusterSnapshot after, DeploymentState deployment, StateKind tone, string text, RolloutId? rollout) =>
        new(after.At, tone, text, deployment.Name.Namespace, LightKeys.Deployment(deployment.Name), rollout);
}
