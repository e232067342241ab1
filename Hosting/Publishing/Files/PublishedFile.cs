namespace Workshop.Hosting.Publishing.Files;

/// <summary>A file that publishing writes.</summary>
/// <param name="Path">Relative to the output folder, with forward slashes.</param>
/// <param name="Text">With LF at the end of each line, whatever system writes it.</param>
internal sealed record PublishedFile(string Path, string Text);
