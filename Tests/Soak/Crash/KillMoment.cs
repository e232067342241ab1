namespace Workshop.Soak.Tests.Crash;

/// <summary>When a life ends.</summary>
/// <param name="Start">So long after its launch; null: under writes.</param>
/// <param name="Writes">After so many acknowledged writes, with others under way.</param>
internal sealed record KillMoment(TimeSpan? Start, int Writes)
{
    private const int LongestStartMilliseconds = 3000;
    private const int MostWrites = 200;

    /// <summary>One life in four ends while it starts.</summary>
    public static KillMoment Of(Random random) => random.Next(4) == 0
        ? new(TimeSpan.FromMilliseconds(random.Next(LongestStartMilliseconds)), 0)
        : new(null, random.Next(MostWrites));

    public override string ToString() => Start is { } start ? $"{start.TotalMilliseconds:0} ms after its launch" : $"after {Writes} writes";
}
