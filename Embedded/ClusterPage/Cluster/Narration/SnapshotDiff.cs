using System.Collections.Immutable;
using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Cluster.Narration;

/// <summary>What differs between two snapshots of a kind: made, changed and gone objects, by name.</summary>
internal static class SnapshotDiff
{
    /// <returns>Before and after; one of them is null when the object was made or is gone. One that was made again under its name is both.</returns>
    public static IEnumerable<(T? Before, T? After)> Of<T>(ImmutableSortedDictionary<ObjectName, T> before, ImmutableSortedDictionary<ObjectName, T> after) where T : WatchedObject
    {
        if (ReferenceEquals(before, after))
        {
            yield break;
        }

        foreach (var (name, old) in before)
        {
            if (!after.TryGetValue(name, out var now))
            {
                yield return (old, null);
            }
            else if (!ReferenceEquals(old, now) && old.Uid != now.Uid)
            {
                yield return (old, null);
                yield return (null, now);
            }
            else if (!ReferenceEquals(old, now))
            {
                yield return (old, now);
            }
        }

        foreach (var (name, now) in after)
        {
            if (!before.ContainsKey(name))
            {
                yield return (null, now);
            }
        }
    }
}
