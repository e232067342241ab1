namespace Workshop.Dashboard.Metrics.Numbers;

/// <summary>Counts of a histogram whose bounds its program has chosen: one more count than bounds, the last for what lies above them all.</summary>
internal sealed class ExplicitBuckets(IReadOnlyList<double> bounds, IReadOnlyList<long> counts) : IBucketCounts
{
    private readonly IReadOnlyList<double> _bounds = bounds;
    private readonly IReadOnlyList<long> _counts = counts;

    public IBucketCounts? Since(IBucketCounts earlier)
    {
        if (earlier is not ExplicitBuckets before || !_bounds.SequenceEqual(before._bounds) || _counts.Count != before._counts.Count)
        {
            return null;
        }

        var grown = new long[_counts.Count];
        for (var i = 0; i < grown.Length; i++)
        {
            grown[i] = _counts[i] - before._counts[i];
            if (grown[i] < 0)
            {
                return null;
            }
        }

        return new ExplicitBuckets(_bounds, grown);
    }

    public IReadOnlyList<Bucket> ToBuckets(double? minimum, double? maximum)
    {
        if (_bounds.Count == 0)
        {
            // No bounds at all: only the extremes say where the values lie.
            return minimum is { } low && maximum is { } high && _counts.Count == 1 ? [new(low, high, _counts[0])] : [];
        }

        var buckets = new List<Bucket>(_counts.Count);
        for (var i = 0; i < _counts.Count && i <= _bounds.Count; i++)
        {
            if (_counts[i] > 0)
            {
                buckets.Add(new(LowerOf(i, minimum), UpperOf(i, maximum), _counts[i]));
            }
        }

        return buckets;
    }

    // The outermost buckets are open: what is known of the extremes closes them, otherwise zero (durations and sizes start there) or the bound itself.
    private double LowerOf(int index, double? minimum) =>
        index > 0 ? _bounds[index - 1] : Math.Min(_bounds[0], minimum ?? Math.Min(0, _bounds[0]));

    private double UpperOf(int index, double? maximum) =>
        index < _bounds.Count ? _bounds[index] : Math.Max(_bounds[^1], maximum ?? _bounds[^1]);
}
