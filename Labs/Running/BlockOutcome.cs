namespace Workshop.Labs.Running;

/// <summary>What a block came to.</summary>
/// <param name="ExitCode">That of its last command.</param>
/// <param name="Failed">The first command that failed, with its exit code; empty where none did.</param>
/// <param name="Lines">What it wrote, to both streams.</param>
public sealed record BlockOutcome(int ExitCode, string Failed, IReadOnlyList<string> Lines);

/// <summary>A guide that did not run as it promises; the message says which block and what it wrote.</summary>
public sealed class GuideRunException(string message) : Exception(message);
