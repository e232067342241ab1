namespace Workshop.Dashboard.Metrics.Numbers;

/// <summary>The counts of a histogram's point, whatever decides its bounds.</summary>
internal interface IBucketCounts
{
    /// <returns>What was added since <paramref name="earlier"/>; null if the two cannot be compared, as after a restart or with other bounds.</returns>
    IBucketCounts? Since(IBucketCounts earlier);

    /// <returns>The buckets that hold something, in rising order; open ends are closed by the extremes as far as these are known.</returns>
    IReadOnlyList<Bucket> ToBuckets(double? minimum, double? maximum);
}
