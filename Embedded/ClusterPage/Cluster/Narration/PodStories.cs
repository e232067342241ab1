using Workshop.ClusterPage.Cluster.Drawing;
using Workshop.ClusterPage.Shell.Parts;
using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Cluster.Narration;

internal static class PodStories
{
    /// <summary>More of a sort than this are told in one sentence: nobody reads fifty.</summary>
    public const int MostOfASort = 3;

    private static readonly HashSet<string> Troubles = ["ErrImagePull", "ImagePullBackOff", "InvalidImageName", "CrashLoopBackOff", "CreateContainerConfigError", "CreateContainerError", "RunContainerError"];

    public static IEnumerable<Story> Tell(ClusterSnapshot before, ClusterSnapshot after) => SnapshotDiff.Of(before.Pods, after.Pods)
        .SelectMany(pair => Tell(pair.Before, pair.After, before, after))
        .GroupBy(story => (story.Event, Owner: PodOwner.Name(story.Pod, IsGone(story.Pod, after) ? before : after), story.Pod.Name.Namespace))
        .SelectMany(sort => sort.Count() <= MostOfASort
            ? sort.Select(story => new Story(after.At, story.Tone, story.Text, sort.Key.Namespace, LightKeys.Pod(story.Pod), null))
            : [PodSummary.Of(sort.Key.Event, sort.Key.Owner, [.. sort], after)]);

    private static IEnumerable<PodStory> Tell(PodState? old, PodState? now, ClusterSnapshot before, ClusterSnapshot after) => (old, now) switch
    {
        (null, { } made) => Made(made, after),
        ({ } gone, null) => Gone(gone, before, after),
        _ => Changed(old!, now!, after),
    };

    private static IEnumerable<PodStory> Made(PodState pod, ClusterSnapshot after)
    {
        var by = pod.Owner is { } owner ? $"{owner.Kind} {owner.Name} made pod {pod.Name.Name}" : $"Pod {pod.Name.Name} was made";
        var place = pod.NodeName.Length > 0 ? $", and it goes to {pod.NodeName}" : "";
        yield return new PodStory(PodEvent.Made, pod, StateKind.Busy, by + place + ".");

        // What has happened to it since comes with it: nobody looked at its first moment.
        foreach (var story in Changed(pod with { Phase = "Pending", DeletionAt = null, Conditions = [], Containers = [] }, pod, after))
        {
            yield return story;
        }
    }

    private static IEnumerable<PodStory> Gone(PodState pod, ClusterSnapshot before, ClusterSnapshot after)
    {
        // No pod goes without having been asked to. On a busy machine it is gone by the next look, and that is how one knows.
        if (!pod.IsTerminating && !pod.HasEnded)
        {
            yield return Leaving(pod, after);
        }

        yield return new PodStory(PodEvent.Gone, pod, StateKind.Neutral, Farewell(pod, before, after));
    }

    private static IEnumerable<PodStory> Changed(PodState old, PodState now, ClusterSnapshot after)
    {
        var name = now.Name.Name;
        if (!old.Labels.SequenceEqual(now.Labels))
        {
            yield return new PodStory(PodEvent.Relabelled, now, StateKind.Busy, Relabelled(old, now, after));
        }

        if (old.NodeName.Length == 0 && now.NodeName.Length > 0)
        {
            yield return new PodStory(PodEvent.Placed, now, StateKind.Busy, $"Pod {name} goes to {now.NodeName}.");
        }

        if (!IsUnplaceable(old) && IsUnplaceable(now))
        {
            yield return new PodStory(PodEvent.Unplaceable, now, StateKind.Warning, $"Pod {name} waits, because it fits on no node: {Words.Short(now.Condition("PodScheduled")!.Message)}.");
        }

        foreach (var story in Containers(old.Containers, now))
        {
            yield return story;
        }

        foreach (var story in Life(old, now, after))
        {
            yield return story;
        }
    }

    private static IEnumerable<PodStory> Life(PodState old, PodState now, ClusterSnapshot after)
    {
        var name = now.Name.Name;
        if (now.IsTerminating)
        {
            // Whatever else it does now, such as to fail by its signal, it was asked to.
            if (!old.IsTerminating && !old.HasEnded)
            {
                yield return Leaving(now, after);
            }
        }
        else if (!old.HasEnded && now.HasEnded)
        {
            yield return now.Phase == "Succeeded"
                ? new PodStory(PodEvent.Ended, now, StateKind.Good, $"Pod {name} has done its work and ended.")
                : new PodStory(PodEvent.Ended, now, StateKind.Bad, $"Pod {name} has failed{(now.Message.Length > 0 ? $" ({Words.Short(now.Message)})" : "")} and does not run again.");
        }
        else if (!old.IsReady && now.IsReady)
        {
            yield return Ready(now, after);
        }
        else if (old.IsReady && !now.IsReady)
        {
            yield return new PodStory(PodEvent.Unready, now, StateKind.Warning, $"Pod {name} is not ready any more{NoTraffic(now, after)}.");
        }
    }

    private static IEnumerable<PodStory> Containers(IReadOnlyList<ContainerState> old, PodState now)
    {
        foreach (var container in now.Containers)
        {
            var was = old.FirstOrDefault(known => known.Name == container.Name);
            if (container.Restarts > (was?.Restarts ?? 0))
            {
                var how = container.LastExitCode is { } code ? $" with exit code {code}" : "";
                yield return new PodStory(PodEvent.Restarted, now, StateKind.Warning, $"Container {container.Name} of pod {now.Name.Name} ended{how} and was started again ({Times(container.Restarts)}).");
            }

            if (Troubles.Contains(container.Reason) && was?.Reason != container.Reason && !(IsPull(was?.Reason) && IsPull(container.Reason)))
            {
                yield return new PodStory(PodEvent.Trouble, now, StateKind.Bad, Trouble(now, container));
            }
        }
    }

    private static string Trouble(PodState pod, ContainerState container) => container.Reason switch
    {
        "CrashLoopBackOff" => $"Container {container.Name} of pod {pod.Name.Name} ends again and again, so its node waits longer before each new start.",
        var reason when IsPull(reason) => $"Pod {pod.Name.Name} cannot start: its image {container.Image} cannot be had ({Words.Short(container.Message)}).",
        var reason => $"Container {container.Name} of pod {pod.Name.Name} cannot start: {reason}{(container.Message.Length > 0 ? $" ({Words.Short(container.Message)})" : "")}.",
    };

    private static bool IsPull(string? reason) => reason is "ErrImagePull" or "ImagePullBackOff" or "InvalidImageName";

    private static string Relabelled(PodState old, PodState now, ClusterSnapshot after)
    {
        var given = now.Labels.Where(label => old.Labels.GetValueOrDefault(label.Key) != label.Value).Select(label => $"{label.Key}={label.Value}").ToList();
        var taken = old.Labels.Keys.Where(key => !now.Labels.ContainsKey(key)).ToList();
        var what = given.Count > 0 ? $"has the label {Words.List(given)} now" : $"has no label {Words.List(taken)} any more";
        var (had, has) = (SelectedBy.Services(old, after), SelectedBy.Services(now, after));
        string[] effects =
        [
            .. has.Except(had).ToList() is { Count: > 0 } won ? [$"{Words.Services(won, "select")} it"] : Array.Empty<string>(),
            .. had.Except(has).ToList() is { Count: > 0 } lost ? [$"{Words.Services(lost, "select")} it no longer"] : Array.Empty<string>(),
        ];
        return $"Pod {now.Name.Name} {what}{(effects.Length > 0 ? ", so " + string.Join(", and ", effects) : "")}.";
    }

    private static PodStory Ready(PodState pod, ClusterSnapshot after)
    {
        var services = SelectedBy.Services(pod, after);
        return new PodStory(PodEvent.Ready, pod, StateKind.Good, services.Count == 0
            ? $"{pod.Name.Name} is ready; no Service selects it."
            : $"{pod.Name.Name} is ready, so {Words.Services(services, "send")} it traffic.");
    }

    private static PodStory Leaving(PodState pod, ClusterSnapshot after) =>
        new(PodEvent.Leaving, pod, StateKind.Neutral, $"Pod {pod.Name.Name} is asked to end{NoTraffic(pod, after)}.");

    private static string NoTraffic(PodState pod, ClusterSnapshot after) =>
        SelectedBy.Services(pod, after) is { Count: > 0 } services ? $", so {Words.Services(services, "send")} it no more traffic" : "";

    private static string Farewell(PodState pod, ClusterSnapshot before, ClusterSnapshot after)
    {
        // Its owner wants as many as before: a deleted pod is replaced.
        var set = PodOwner.Set(pod, before) is { } was && after.ReplicaSets.TryGetValue(was.Name, out var now) && now.Uid == was.Uid ? now : null;
        var left = set is null ? 0 : after.Pods.Values.Count(other => other.Owner?.Uid == set.Uid && !other.IsTerminating && !other.HasEnded);
        return set is not null && left < set.Desired
            ? $"Pod {pod.Name.Name} is gone: ReplicaSet {set.Name.Name} has {left} of {set.Desired}, so it makes another one."
            : $"Pod {pod.Name.Name} is gone.";
    }

    // Another pod may have its name by now.
    private static bool IsGone(PodState pod, ClusterSnapshot after) => after.Pods.GetValueOrDefault(pod.Name)?.Uid != pod.Uid;

    private static bool IsUnplaceable(PodState pod) => pod.Condition("PodScheduled") is { IsTrue: false, Reason: "Unschedulable" };

    private static string Times(int restarts) => restarts == 1 ? "once so far" : $"{restarts} times so far";
}
