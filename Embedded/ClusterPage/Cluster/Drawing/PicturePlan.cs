using System.Collections.Immutable;
using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Cluster.Drawing;

/// <summary>Decides what is drawn of a snapshot. Pure.</summary>
internal static class PicturePlan
{
    /// <summary>From here on pods are small cells: more than this do not fit on a screen otherwise.</summary>
    public const int DenseFrom = 200;

    /// <param name="before">The picture that is shown now: what is equal in it is used again.</param>
    public static ClusterPicture For(ClusterSnapshot snapshot, NamespaceFilter filter, ClusterPicture before)
    {
        var relations = Relations.Of(snapshot);
        var shown = snapshot.Pods.Values.Where(pod => filter.Shows(pod.Name.Namespace)).ToList();
        var known = before.Nodes.SelectMany(node => node.Pods).Concat(before.Unplaced).ToDictionary(cell => cell.Key);
        var cells = shown.Select(pod => (pod.NodeName, Cell: Same(known, PodPlan.For(pod, relations)))).ToLookup(pair => pair.NodeName, pair => pair.Cell);
        var hidden = snapshot.Pods.Values.Where(pod => !filter.Shows(pod.Name.Namespace)).CountBy(pod => pod.NodeName).ToDictionary();

        // A node that nobody may list is known by its pods.
        var names = snapshot.Nodes.Keys.Select(name => name.Name).Union(cells.Select(group => group.Key).Where(name => name.Length > 0)).Order(NaturalOrder.Instance);
        var nodes = names.Select(name => NodePlan.For(name, snapshot.Nodes.GetValueOrDefault(new ObjectName("", name)), Sorted(cells[name]), hidden.GetValueOrDefault(name)));
        var deployments = snapshot.Deployments.Values.Where(one => filter.Shows(one.Name.Namespace)).Select(one => DeploymentPlan.For(one, relations));
        var services = snapshot.Services.Values.Where(one => filter.Shows(one.Name.Namespace)).Select(one => ServicePlan.For(one, relations));
        return new ClusterPicture(
            Same(before.Deployments, deployments, card => card.Key),
            Same(before.Services, services, box => box.Key),
            Same(before.Nodes, nodes, box => box.Key),
            Sorted(cells[""]),
            shown.Count,
            shown.Count(pod => pod.IsReady),
            shown.Count > DenseFrom);
    }

    // By application, then old before new, so that siblings stand together; within it by age of the name, which does not change.
    private static ImmutableArray<PodCell> Sorted(IEnumerable<PodCell> cells) =>
        [.. cells.OrderBy(cell => cell.App, StringComparer.Ordinal).ThenBy(cell => cell.Name, StringComparer.Ordinal)];

    private static PodCell Same(Dictionary<string, PodCell> before, PodCell cell) => before.TryGetValue(cell.Key, out var known) && known == cell ? known : cell;

    private static ImmutableArray<T> Same<T>(ImmutableArray<T> before, IEnumerable<T> now, Func<T, string> key) where T : class
    {
        var known = before.ToDictionary(key);
        return [.. now.Select(item => known.TryGetValue(key(item), out var old) && old.Equals(item) ? old : item)];
    }
}
