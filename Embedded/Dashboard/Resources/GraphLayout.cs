using System.Collections.Immutable;
using System.Globalization;

namespace Workshop.Dashboard.Resources;

/// <summary>Places rows in columns: who uses stands left of who is used; within a column near its neighbours.</summary>
internal static class GraphLayout
{
    public const int NodeWidth = 208;
    public const int NodeHeight = 84;

    private const int ColumnGap = 88;
    private const int RowGap = 24;
    private const int Margin = 8;

    public static ResourceGraph For(ImmutableArray<ResourceRow> rows)
    {
        var byKey = rows.ToDictionary(row => row.Key);
        var uses = rows.ToDictionary(row => row.Key, row => row.Uses.Where(byKey.ContainsKey).ToList());
        var columns = Columns(rows, uses);
        var places = new Dictionary<WorkloadKey, (int X, int Y)>();
        var most = columns.Count == 0 ? 0 : columns.Max(column => column.Count);
        var height = Math.Max(1, most) * (NodeHeight + RowGap) - RowGap + (2 * Margin);
        for (var x = 0; x < columns.Count; x++)
        {
            // The shorter column stands in the middle of the longest.
            var top = (height - (columns[x].Count * (NodeHeight + RowGap)) + RowGap) / 2;
            for (var y = 0; y < columns[x].Count; y++)
            {
                places[columns[x][y]] = (Margin + (x * (NodeWidth + ColumnGap)), top + (y * (NodeHeight + RowGap)));
            }
        }

        var width = Math.Max(1, columns.Count) * (NodeWidth + ColumnGap) - ColumnGap + (2 * Margin);
        return new ResourceGraph(
            [.. columns.SelectMany(column => column).Select(key => new GraphNode(byKey[key], places[key].X, places[key].Y))],
            [.. rows.SelectMany(row => uses[row.Key].Select(used => new GraphEdge(row.Key, used, Curve(places[row.Key], places[used]))))],
            width,
            height);
    }

    private static List<List<WorkloadKey>> Columns(ImmutableArray<ResourceRow> rows, Dictionary<WorkloadKey, List<WorkloadKey>> uses)
    {
        var depths = Depths(rows, uses);
        var users = uses.SelectMany(pair => pair.Value.Select(used => (Used: used, User: pair.Key))).ToLookup(pair => pair.Used, pair => pair.User);
        var columns = rows.GroupBy(row => depths[row.Key]).OrderBy(group => group.Key).Select(group => group.Select(row => row.Key).ToList()).ToList();
        var order = new Dictionary<WorkloadKey, double>();
        foreach (var column in columns)
        {
            // Each near the middle of those that use it; sorting keeps the order of equals.
            var sorted = column.OrderBy(key => users[key].Where(order.ContainsKey).Select(user => order[user]).DefaultIfEmpty(column.IndexOf(key)).Average()).ToList();
            column.Clear();
            column.AddRange(sorted);
            for (var i = 0; i < column.Count; i++)
            {
                order[column[i]] = i - (column.Count / 2.0);
            }
        }

        return columns;
    }

    // The longest way from one that nobody uses. Two that use each other would go on for ever: a way has at most as many steps as there are rows.
    private static Dictionary<WorkloadKey, int> Depths(ImmutableArray<ResourceRow> rows, Dictionary<WorkloadKey, List<WorkloadKey>> uses)
    {
        var depths = rows.ToDictionary(row => row.Key, _ => 0);
        var onWay = new HashSet<WorkloadKey>();
        foreach (var row in rows)
        {
            Deepen(row.Key, 0);
        }

        return depths;

        void Deepen(WorkloadKey key, int depth)
        {
            if (!onWay.Add(key))
            {
                return;
            }

            depths[key] = Math.Max(depths[key], depth);
            foreach (var used in uses[key].Where(used => depths[used] <= depth))
            {
                Deepen(used, depth + 1);
            }

            onWay.Remove(key);
        }
    }

    private static string Curve((int X, int Y) from, (int X, int Y) to)
    {
        var (x1, y1) = (from.X + NodeWidth, from.Y + (NodeHeight / 2));
        var (x2, y2) = (to.X - 7, to.Y + (NodeHeight / 2));
        var bend = Math.Max(40, Math.Abs(x2 - x1) / 2);
        return string.Create(CultureInfo.InvariantCulture, $"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}");
    }
}
