namespace Workshop.Labs.State;

/// <summary>Where a learner's things lie.</summary>
internal static class StateFolder
{
    /// <summary><c>WORKSHOP_STATE</c>, else <c>.workshop</c> beside the scripts: the same folder in which <c>./workshop up</c> keeps its own.</summary>
    public static string Path(LabFiles files) =>
        Environment.GetEnvironmentVariable("WORKSHOP_STATE") is { Length: > 0 } named ? System.IO.Path.GetFullPath(named) : System.IO.Path.Combine(files.Root, ".workshop");
}
