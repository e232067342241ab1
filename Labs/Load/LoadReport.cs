namespace Workshop.Labs.Load;

/// <summary>What a load came to: written when it ends, and read by checks.</summary>
/// <param name="Target">What was asked, as it was named on the command line.</param>
/// <param name="Intended">How many requests the rate asked for.</param>
/// <param name="Sent">How many this machine managed to send.</param>
/// <param name="Failed">Answers that were no success, and requests without an answer.</param>
/// <param name="ByVersion">Successful answers by version (<c>{"version":"1.0.0"}</c>).</param>
/// <param name="ByPod">Successful answers by pod, where the answer names it.</param>
/// <param name="Failures">Failed ones, by reason.</param>
/// <param name="Seconds">The course of it, second by second.</param>
public sealed record LoadReport(
    string Target,
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    int PerSecond,
    int Intended,
    int Sent,
    int Failed,
    IReadOnlyDictionary<string, int> ByVersion,
    IReadOnlyDictionary<string, int> ByPod,
    IReadOnlyDictionary<string, int> Failures,
    LoadLatency Latency,
    IReadOnlyList<LoadSecond> Seconds)
{
    public int Succeeded => ByVersion.Values.Sum();

    /// <value>Whether the machine was quick enough (95 %) for the report to say anything.</value>
    public bool IsEnough => Sent > 0 && Sent >= 0.95 * Intended;

    /// <value>Whether nothing failed, and the machine was quick enough to say so.</value>
    public bool LostNothing => Failed == 0 && IsEnough;

    /// <summary>The part of a version in the successful answers, 0 to 1.</summary>
    public double ShareOf(string version) => Succeeded == 0 ? 0 : (double)ByVersion.GetValueOrDefault(version) / Succeeded;
}

/// <summary>How long answers took, in milliseconds.</summary>
public sealed record LoadLatency(double Median, double P95, double Max);

/// <summary>One second of a load.</summary>
/// <param name="At">Seconds since its start.</param>
public sealed record LoadSecond(int At, IReadOnlyDictionary<string, int> ByVersion, int Failed);
