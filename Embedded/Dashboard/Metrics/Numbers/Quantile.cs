namespace Workshop.Dashboard.Metrics.Numbers;

/// <summary>Estimates below which value a given share of all values lies, as if values were spread evenly within their bucket.</summary>
internal static class Quantile
{
    /// <returns>Null if the buckets hold nothing.</returns>
    /// <param name="buckets">In rising order, without overlap.</param>
    /// <param name="share">0.99 for p99.</param>
    public static double? Of(IReadOnlyList<Bucket> buckets, double share, double? minimum = null, double? maximum = null)
    {
        var total = buckets.Sum(bucket => bucket.Count);
        if (total <= 0)
        {
            return null;
        }

        var rank = Math.Clamp(share, 0, 1) * total;
        var below = 0d;
        foreach (var bucket in buckets.Where(bucket => bucket.Count > 0))
        {
            if (below + bucket.Count >= rank)
            {
                var value = bucket.Lower + ((bucket.Upper - bucket.Lower) * (rank - below) / bucket.Count);
                return Bounded(value, minimum, maximum);
            }

            below += bucket.Count;
        }

        // Only rounding leads here.
        return Bounded(buckets[^1].Upper, minimum, maximum);
    }

    /// <summary>Adds histograms up whose bounds may differ: where bounds of one fall into a bucket of another, that bucket is split evenly.</summary>
    public static IReadOnlyList<Bucket> Merge(IReadOnlyList<IReadOnlyList<Bucket>> histograms)
    {
        if (histograms.Count == 1)
        {
            return histograms[0];
        }

        var edges = histograms.SelectMany(buckets => buckets).SelectMany(bucket => new[] { bucket.Lower, bucket.Upper }).Distinct().Order().ToArray();
        var points = new Dictionary<double, double>();
        var counts = new double[Math.Max(0, edges.Length - 1)];
        foreach (var bucket in histograms.SelectMany(buckets => buckets))
        {
            var first = Array.BinarySearch(edges, bucket.Lower);
            var last = Array.BinarySearch(edges, bucket.Upper);
            if (first == last)
            {
                // A bucket without width: all its values are one.
                points[bucket.Lower] = points.GetValueOrDefault(bucket.Lower) + bucket.Count;
                continue;
            }

            for (var i = first; i < last; i++)
            {
                counts[i] += bucket.Count * (edges[i + 1] - edges[i]) / (bucket.Upper - bucket.Lower);
            }
        }

        return
        [
            .. counts.Select((count, i) => new Bucket(edges[i], edges[i + 1], count))
                .Concat(points.Select(point => new Bucket(point.Key, point.Key, point.Value)))
                .Where(bucket => bucket.Count > 0)
                .OrderBy(bucket => bucket.Lower).ThenBy(bucket => bucket.Upper),
        ];
    }

    // Extremes of other times may say less than the buckets do, and never more.
    private static double Bounded(double value, double? minimum, double? maximum)
    {
        var notBelow = minimum is { } low && value < low ? low : value;
        return maximum is { } high && notBelow > high ? high : notBelow;
    }
}
