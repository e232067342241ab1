namespace Workshop.Hosting.NativePrograms;

/// <summary>What the AppHost's build wants compiled ahead.</summary>
/// <param name="Path">Full path of the file; each line is <c>SOURCE|COMPILED</c>, two full paths.</param>
/// <param name="Project">Full path of the project that compiles what it names.</param>
internal sealed record AheadList(string Path, string Project)
{
    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>Whether one is not compiled yet that still can be: its source is there.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public bool IsMissingAny() => File.Exists(Path) && File.ReadLines(Path)
        .Select(line => line.Split('|'))
        .Any(line => line is [var source, var compiled] && !File.Exists(compiled) && File.Exists(source));
}
