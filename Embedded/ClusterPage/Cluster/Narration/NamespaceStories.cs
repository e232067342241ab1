using Workshop.ClusterPage.Cluster.Drawing;
using Workshop.ClusterPage.Shell.Parts;
using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Cluster.Narration;

internal static class NamespaceStories
{
    public static IEnumerable<Story> Tell(ClusterSnapshot before, ClusterSnapshot after)
    {
        foreach (var (old, now) in SnapshotDiff.Of(before.Namespaces, after.Namespaces))
        {
            var text = (old, now) switch
            {
                (null, { } made) => $"Namespace {made.Name} was made.",
                ({ } gone, null) => $"Namespace {gone.Name} is gone, with everything that was in it.",
                ({ IsTerminating: false }, { IsTerminating: true }) => $"Namespace {now.Name} is being deleted: everything in it goes first.",
                _ => null,
            };
            if (text is not null)
            {
                var name = (now ?? old!).Name.Name;
                yield return new Story(after.At, StateKind.Neutral, text, name, LightKeys.Namespace(name), null);
            }
        }
    }
}
