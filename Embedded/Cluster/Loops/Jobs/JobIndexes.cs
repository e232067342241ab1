using System.Globalization;

namespace Workshop.Cluster.Loops.Jobs;

/// <summary>A set of completion indexes, and its text: <c>0,2-4</c>.</summary>
internal sealed class JobIndexes
{
    private readonly SortedSet<int> _indexes;

    private JobIndexes(IEnumerable<int> indexes) => _indexes = [.. indexes];

    public static JobIndexes None { get; } = new([]);

    public int Count => _indexes.Count;

    public bool Contains(int index) => _indexes.Contains(index);

    public JobIndexes With(IEnumerable<int> more) => new(_indexes.Concat(more));

    public int CountOf(JobIndexes others) => _indexes.Count(others.Contains);

    /// <param name="limit">Indexes from here on are none of the Job's any more.</param>
    public static JobIndexes Parse(string? text, int limit) => new((text ?? "")
        .Split(',', StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(part => Run(part, limit)));

    public override string ToString()
    {
        var runs = new List<(int First, int Last)>();
        foreach (var index in _indexes)
        {
            if (runs.Count > 0 && runs[^1].Last == index - 1)
            {
                runs[^1] = (runs[^1].First, index);
            }
            else
            {
                runs.Add((index, index));
            }
        }

        return string.Join(',', runs.Select(run => run.First == run.Last
            ? string.Create(CultureInfo.InvariantCulture, $"{run.First}")
            : string.Create(CultureInfo.InvariantCulture, $"{run.First}{(run.Last == run.First + 1 ? ',' : '-')}{run.Last}")));
    }

    // "2-4"
    private static IEnumerable<int> Run(string part, int limit)
    {
        var ends = part.Split('-');
        return int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
                ? Enumerable.Range(first, Math.Max(Math.Min(last, limit - 1) - first + 1, 0))
                : [];
    }
}
