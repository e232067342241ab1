namespace Workshop.Benchmarks.Comparing;

/// <summary>One figure of ours beside a peer's, measured in turns: round i of ours and round i of the peer's stood next to each other in time.</summary>
/// <param name="What">Such as <c>HTTP/1.1, 20 B, 32 connections</c>.</param>
/// <param name="Unit">Such as <c>requests/s</c>.</param>
/// <param name="Peer">What it is compared with.</param>
/// <param name="Goal">Which ratio is meant to be reached; null: it is told for the record.</param>
public sealed record Comparison(string What, string Unit, string Peer, IReadOnlyList<double> Ours, IReadOnlyList<double> Theirs, Goal? Goal = null)
{
    /// <summary>Ours divided by the peer's, round by round.</summary>
    public IReadOnlyList<double> Ratios { get; } = Ours.Count == Theirs.Count && Ours.Count > 0
        ? [.. Ours.Zip(Theirs, (ours, theirs) => ours / theirs)]
        : throw new ArgumentException($"'{What}': {Ours.Count} rounds of ours beside {Theirs.Count} of the peer's.", nameof(Ours));

    public double Ratio => Spread.Of(Ratios).Median;

    /// <value>False: some rounds say more and some say less, so that the spread is wider than the difference, and no ratio is told.</value>
    public bool TellsApart => Ratios.All(ratio => ratio > 1) || Ratios.All(ratio => ratio < 1);

    /// <value>Null: there is no goal, or the rounds do not agree whether it is reached.</value>
    public bool? IsReached => Goal is not { } goal ? null
        : Judged(goal).All(goal.IsReachedBy) ? true
        : Judged(goal).Any(goal.IsReachedBy) ? null
        : false;

    private IReadOnlyList<double> Judged(Goal goal) => goal.IsOfFigure ? Ours : Ratios;
}

/// <param name="Limit">A ratio, or a figure.</param>
/// <param name="IsAtLeast">False: at most.</param>
/// <param name="IsOfFigure">True: our figure itself is meant, in its unit, whatever the peer's is.</param>
public sealed record Goal(double Limit, bool IsAtLeast, bool IsOfFigure = false)
{
    public static Goal AtLeast(double limit) => new(limit, IsAtLeast: true);

    public static Goal AtMost(double limit) => new(limit, IsAtLeast: false);

    public static Goal FigureAtMost(double limit) => new(limit, IsAtLeast: false, IsOfFigure: true);

    public bool IsReachedBy(double value) => IsAtLeast ? value >= Limit : value <= Limit;
}

/// <summary>The middle and the ends of what was measured.</summary>
public sealed record Spread(double Median, double Least, double Most)
{
    /// <param name="values">At least one.</param>
    public static Spread Of(IReadOnlyCollection<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return new Spread(sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2, sorted[0], sorted[^1]);
    }
}
