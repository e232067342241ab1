namespace Workshop.Dashboard.ConsoleLogs;

/// <summary>How a log is read.</summary>
/// <param name="Follow">Stay, and read what is still to come.</param>
/// <param name="Previous">Of the container's run before this one.</param>
/// <param name="TailLines">How many of the lines that are there.</param>
internal sealed record LogRequest(bool Follow, bool Previous, int TailLines);
