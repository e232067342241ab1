namespace Workshop.Dashboard.Metrics.Numbers;

/// <summary>How many values lie above <paramref name="Lower"/> and not above <paramref name="Upper"/>; both are finite.</summary>
internal readonly record struct Bucket(double Lower, double Upper, double Count);
