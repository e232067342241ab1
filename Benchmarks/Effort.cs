using Workshop.Benchmarks.Comparing;

namespace Workshop.Benchmarks;

/// <summary>How long a benchmark may take.</summary>
/// <param name="Rounds">Of each side.</param>
/// <param name="Duration">Of one measurement under load.</param>
/// <param name="Against">Another copy of this repository, built; null: none.</param>
internal sealed record Effort(int Rounds, TimeSpan Duration, IReadOnlyList<int> Connections, string? Against, TextWriter Progress)
{
    public Comparison Tell(Comparison comparison)
    {
        Progress.WriteLine(Report.Row(comparison));
        return comparison;
    }
}
