namespace Workshop.Cluster.Images;

/// <summary>Finds a program as a shell would.</summary>
internal static class ProgramPath
{
    private static readonly string[] ProgramFolders = ["/bin", "/usr/bin", "/sbin", "/usr/sbin", "/usr/local/bin"];
    private static readonly string[] WindowsEndings = ["", ".exe", ".cmd", ".bat"];

    /// <summary>PATH of this process, or the usual folders.</summary>
    public static string OfHost => Environment.GetEnvironmentVariable("PATH") is { Length: > 0 } path ? path : "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <returns>Absolute path of an executable file, or null.</returns>
    public static string? Find(string name, string searchPath) =>
        searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathRooted)
            .SelectMany(folder => OperatingSystem.IsWindows() ? WindowsEndings.Select(ending => Path.Combine(folder, name + ending)) : [Path.Combine(folder, name)])
            .FirstOrDefault(IsExecutable);

    /// <summary>The program's bare name if <paramref name="program"/> names it in one of the folders where a container has its tools: <c>/bin/sh</c> → <c>sh</c>.</summary>
    public static string? ToolName(string program) =>
        ProgramFolders.FirstOrDefault(folder => program.StartsWith(folder + "/", StringComparison.Ordinal) && program.LastIndexOf('/') == folder.Length) is { } folder
            ? program[(folder.Length + 1)..]
            : null;

    private static bool IsExecutable(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
