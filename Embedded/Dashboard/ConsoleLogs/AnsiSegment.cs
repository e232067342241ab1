namespace Workshop.Dashboard.ConsoleLogs;

/// <summary>A part of a line in one look.</summary>
/// <param name="Classes">Of resources.css; empty for plain text.</param>
internal sealed record AnsiSegment(string Text, string Classes);
