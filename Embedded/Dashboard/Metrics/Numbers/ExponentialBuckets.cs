namespace Workshop.Dashboard.Metrics.Numbers;

/// <summary>
/// Counts of an exponential histogram: bucket i of the positive side holds the values in (b^i, b^(i+1)] with b = 2^(2^-scale), the negative side
/// mirrors it, and what is too small for either lies in the zero bucket.
/// </summary>
internal sealed class ExponentialBuckets(int scale, long zeroCount, double zeroThreshold, ExponentialBuckets.Side positive, ExponentialBuckets.Side negative)
    : IBucketCounts
{
    private readonly int _scale = scale;
    private readonly long _zeroCount = zeroCount;
    private readonly double _zeroThreshold = zeroThreshold;
    private readonly Side _positive = positive;
    private readonly Side _negative = negative;

    public IBucketCounts? Since(IBucketCounts earlier)
    {
        if (earlier is not ExponentialBuckets before)
        {
            return null;
        }

        // A program lowers the scale when its values spread wider; the finer of two points is made as coarse as the other.
        var common = Math.Min(_scale, before._scale);
        var positive = _positive.Coarser(_scale - common).Minus(before._positive.Coarser(before._scale - common));
        var negative = _negative.Coarser(_scale - common).Minus(before._negative.Coarser(before._scale - common));
        var zeros = _zeroCount - before._zeroCount;
        return positive is null || negative is null || zeros < 0 ? null : new ExponentialBuckets(common, zeros, _zeroThreshold, positive, negative);
    }

    public IReadOnlyList<Bucket> ToBuckets(double? minimum, double? maximum)
    {
        var buckets = new List<Bucket>();
        for (var i = _negative.Counts.Count - 1; i >= 0; i--)
        {
            Add(buckets, -Edge(_negative.Offset + i + 1), -Edge(_negative.Offset + i), _negative.Counts[i]);
        }

        Add(buckets, _negative.Counts.Count == 0 ? 0 : -_zeroThreshold, _zeroThreshold, _zeroCount);
        for (var i = 0; i < _positive.Counts.Count; i++)
        {
            Add(buckets, Edge(_positive.Offset + i), Edge(_positive.Offset + i + 1), _positive.Counts[i]);
        }

        return buckets;
    }

    private double Edge(int index) => Math.Clamp(Math.Pow(2, index * Math.Pow(2, -_scale)), 0, double.MaxValue);

    private static void Add(List<Bucket> buckets, double lower, double upper, long count)
    {
        if (count > 0)
        {
            buckets.Add(new(lower, upper, count));
        }
    }

    /// <summary>One side of zero: the counts of the buckets from <paramref name="Offset"/> on.</summary>
    public sealed record Side(int Offset, IReadOnlyList<long> Counts)
    {
        public static Side Empty { get; } = new(0, []);

        /// <summary>Each step joins two buckets; an arithmetic shift keeps negative indexes right.</summary>
        public Side Coarser(int steps)
        {
            if (steps <= 0 || Counts.Count == 0)
            {
                return this;
            }

            // From 31 steps on every index is 0 or -1; C# would take the shift modulo 32.
            var shift = Math.Min(steps, 31);
            var first = Offset >> shift;
            var joined = new long[((Offset + Counts.Count - 1) >> shift) - first + 1];
            for (var i = 0; i < Counts.Count; i++)
            {
                joined[((Offset + i) >> shift) - first] += Counts[i];
            }

            return new(first, joined);
        }

        /// <returns>Null if anything became less, as after a restart.</returns>
        public Side? Minus(Side earlier)
        {
            if (earlier.Counts.All(count => count == 0))
            {
                return this;
            }

            if (earlier.Offset < Offset && earlier.Counts.Take(Offset - earlier.Offset).Any(count => count > 0))
            {
                return null;
            }

            var grown = Counts.ToArray();
            for (var i = 0; i < earlier.Counts.Count; i++)
            {
                var at = earlier.Offset + i - Offset;
                if (earlier.Counts[i] == 0 || at < 0)
                {
                    continue;
                }

                if (at >= grown.Length || (grown[at] -= earlier.Counts[i]) < 0)
                {
                    return null;
                }
            }

            return new(Offset, grown);
        }
    }
}
