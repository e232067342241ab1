namespace Workshop.House.Tests;

/// <summary>The files that people wrote: what builds, editors and runs leave is not among them.</summary>
internal static class WorkingCopy
{
    private static readonly HashSet<string> Left = new(StringComparer.Ordinal) { ".git", ".vs", ".idea", ".workshop", "artifacts", "bin", "obj", "node_modules", "TestResults" };

    /// <value>Paths relative to the root, with forward slashes.</value>
    public static IReadOnlyList<string> Files { get; } = [.. Walk(new DirectoryInfo(Repository.Root)).Order(StringComparer.Ordinal)];

    public static string Text(string file) => File.ReadAllText(Repository.PathOf(file));

    private static IEnumerable<string> Walk(DirectoryInfo folder) =>
        folder.EnumerateFiles().Select(file => Path.GetRelativePath(Repository.Root, file.FullName).Replace('\\', '/'))
            .Concat(folder.EnumerateDirectories().Where(inner => !Left.Contains(inner.Name) && !inner.Name.StartsWith("obj-", StringComparison.Ordinal)).SelectMany(Walk));
}
