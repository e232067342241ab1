namespace Workshop.Dashboard.Metrics.Charts;

/// <summary>A value axis from a round number to a round number, zero always on it: a chart that starts elsewhere exaggerates.</summary>
internal sealed record ValueScale(double Low, double High, IReadOnlyList<double> Ticks)
{
    private const int WantedSteps = 4;

    /// <param name="unit">Bytes are counted in powers of 1,024, and round there.</param>
    public static ValueScale For(IEnumerable<double> values, string unit)
    {
        double low = 0, high = 0;
        foreach (var value in values.Where(double.IsFinite))
        {
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        if (low == high)
        {
            return new(0, 1, [0, 1]);
        }

        // Halves and then the difference of them: the extremes of double must not overflow.
        var step = RoundStep((high / WantedSteps) - (low / WantedSteps), unit is "By" or "By/s");
        var first = Math.Floor(low / step);
        var last = Math.Ceiling(high / step);
        double[] ticks = [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step)];
        return new(ticks[0], ticks[^1], ticks);
    }

    /// <returns>0 at the foot of the axis, 1 at its head.</returns>
    public double Share(double value) => Math.Clamp((value - Low) / (High - Low), 0, 1);

    private static double RoundStep(double rough, bool isBinary)
    {
        var thousands = isBinary && rough >= 1024 ? Math.Pow(1024, Math.Floor(Math.Log(rough, 1024))) : 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough / thousands))) * thousands;
        return (rough / power) switch
        {
            <= 1 => power,
            <= 2 => 2 * power,
            <= 2.5 => 2.5 * power,
            <= 5 => 5 * power,
            _ => 10 * power,
        };
    }
}
