namespace Workshop.Hosting.Rows;

/// <summary>The next reading of a container's log.</summary>
/// <param name="Run">The start that it tells.</param>
internal sealed record LogStep(int Run, bool IsPrevious)
{
    /// <summary>Decides from what has been read and what is there; null: nothing to read now.</summary>
    /// <param name="ended">The last run that was read to its end; -1 before the first.</param>
    public static LogStep? Next(ContainerRun current, int ended) =>
        ended < current.Number - 1 ? new(current.Number - 1, IsPrevious: true)
        : current.HasStarted && ended < current.Number ? new(current.Number, IsPrevious: false)
        : null;
}
