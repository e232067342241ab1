namespace Workshop.Labs.Commands;

/// <summary>
/// Says when the program is older than its sources. <c>./workshop</c> compares them itself and builds; <c>workshop.cmd</c>'s language cannot compare times, so that on Windows
/// the program does it.
/// </summary>
internal static class StaleProgram
{
    private static readonly string[] Sources = ["*.cs", "*.csproj"];
    private static readonly string[] Made = ["bin", "obj"];

    /// <param name="files">Of a kit there are no sources: nothing is said.</param>
    /// <param name="program">Full path of the assembly.</param>
    /// <returns>Null: it is as new as they are.</returns>
    public static string? Note(LabFiles files, string program)
    {
        var builtAt = File.GetLastWriteTimeUtc(program);
        var room = new DirectoryInfo(Path.Combine(files.Root, "Labs"));
        var folders = room.EnumerateDirectories().Where(folder => !Made.Contains(folder.Name, StringComparer.OrdinalIgnoreCase));
        var newer = Sources
            .SelectMany(kind => folders.SelectMany(folder => folder.EnumerateFiles(kind, SearchOption.AllDirectories)).Concat(room.EnumerateFiles(kind)))
            .FirstOrDefault(file => file.LastWriteTimeUtc > builtAt);
        return newer is null ? null : $"note: '{Path.GetRelativePath(files.Root, newer.FullName)}' is newer than the labs' program. 'dotnet build Labs' makes it anew.";
    }
}
