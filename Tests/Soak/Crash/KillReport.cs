namespace Workshop.Soak.Tests.Crash;

/// <summary>What rounds of kills came to.</summary>
internal sealed class KillReport
{
    public int Kills { get; set; }

    /// <value>Acknowledged ones, none of them lost.</value>
    public int Writes { get; set; }

    /// <value>How often who watched was told to list anew.</value>
    public int Relists { get; set; }

    /// <value>Until no process of a pod ran any more.</value>
    public TimeSpan LongestEnd { get; set; }

    public TimeSpan LongestStart { get; set; }

    public override string ToString() => FormattableString.Invariant(
        $"{Kills} kills, {Writes} acknowledged writes, {Relists} lists anew; the longest start took {LongestStart.TotalSeconds:0.0} s, the longest end of a pod's processes {LongestEnd.TotalSeconds:0.0} s");
}
