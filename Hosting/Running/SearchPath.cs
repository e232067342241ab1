namespace Workshop.Hosting.Running;

/// <summary>Looks for programs as a shell does.</summary>
internal static class SearchPath
{
    /// <param name="program">Without the ending that Windows wants.</param>
    /// <param name="searchPath">PATH.</param>
    /// <returns>Its path, or null.</returns>
    public static string? Find(string program, string? searchPath) => (searchPath ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program))
        .FirstOrDefault(File.Exists);
}
