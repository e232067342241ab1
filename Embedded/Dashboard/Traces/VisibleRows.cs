namespace Workshop.Dashboard.Traces;

/// <summary>Which rows of a waterfall are shown: not what is below a closed row, and no more than a browser draws at ease.</summary>
internal static class VisibleRows
{
    public const int Step = 400;

    /// <param name="wanted">A row that must be among them, such as the chosen one; the limit grows with it.</param>
    /// <returns>The rows, and how many more there are beyond the limit.</returns>
    public static (IReadOnlyList<WaterfallRow> Rows, int Hidden) Of(IReadOnlyList<WaterfallRow> rows, IReadOnlySet<string> closed, int limit, string? wanted = null)
    {
        var shown = new List<WaterfallRow>();
        for (var i = 0; i < rows.Count; i++)
        {
            shown.Add(rows[i]);
            if (closed.Contains(rows[i].Key))
            {
                i += rows[i].Descendants;
            }
        }

        var last = wanted is null ? -1 : shown.FindIndex(row => row.Key == wanted);
        var count = Math.Min(shown.Count, Math.Max(limit, last + 1));
        return (shown.GetRange(0, count), shown.Count - count);
    }

    /// <returns>The keys of all rows above a row: what must be open for it to be seen.</returns>
    public static IEnumerable<string> Above(IReadOnlyList<WaterfallRow> rows, string key)
    {
        var parents = rows.ToDictionary(row => row.Key, row => row.ParentKey);
        for (var parent = parents.GetValueOrDefault(key); parent is not null; parent = parents.GetValueOrDefault(parent))
        {
            yield return parent;
        }
    }
}
