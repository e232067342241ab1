namespace Workshop.Soak.Tests.Churn;

/// <summary>One measure over the time of a run.</summary>
internal sealed record Course(string Name, IReadOnlyList<double> Values)
{
    /// <summary>
    /// By how much it has grown since it was warm: the last third compared with the one before it, by their medians, which a collection that is just due does not move.
    /// The first third is the warming up.
    /// </summary>
    public double Growth => Before == 0 ? After : Rise / Before;

    /// <summary>The same in the measure's own unit.</summary>
    public double Rise => After - Before;

    private int Third => Values.Count / 3;

    private double Before => Median(Values.Skip(Third).Take(Third));

    private double After => Median(Values.Skip(2 * Third));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? 0 : sorted[sorted.Count / 2];
    }
}
