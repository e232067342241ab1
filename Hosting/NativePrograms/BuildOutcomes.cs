using Workshop.Cluster.Nodes.Processes;

namespace Workshop.Hosting.NativePrograms;

internal static class BuildOutcomes
{
    /// <returns>The line that says what went wrong, as far as one can tell.</returns>
    public static string FirstError(this CommandOutcome outcome) =>
        outcome.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } lines
            ? lines.FirstOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? lines[0]
            : "it said nothing";
}
