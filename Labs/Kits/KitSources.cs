using Workshop.Labs.Access;

namespace Workshop.Labs.Kits;

/// <summary>The repository's files for a kit: those that Git knows, so that nobody's keys, state or notes go along.</summary>
internal static class KitSources
{
    private static readonly HashSet<string> Left = new(StringComparer.OrdinalIgnoreCase)
    {
        ".git", ".vs", ".idea", ".workshop", "artifacts", "bin", "obj", "node_modules", "TestResults", KitPapers.Packages, KitPapers.Programs, KitPapers.Tools,
    };

    private static readonly string[] Secret = [".key", ".pem", ".pfx", ".p12", ".crt", ".user", ".env", ".swp", "kubeconfig"];

    /// <returns>Paths relative to the root, with forward slashes.</returns>
    public static async Task<IReadOnlyList<string>> FilesAsync(string root, CancellationToken ct)
    {
        if (Path.Exists(Path.Combine(root, ".git")) && ToolRun.Find("git") is { } git)
        {
            var known = await ToolRun.RunAsync(git, ["-C", root, "ls-files", "-z"], null, ct);
            return [.. known.Succeeded().Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(file => File.Exists(Path.Combine(root, file)))];
        }

        // A kit's own folder, or a downloaded archive: what builds, editors and runs leave is not among its files, nor what a learner made in the labs.
        return [.. Walk(new DirectoryInfo(root)).Select(file => Path.GetRelativePath(root, file.FullName).Replace('\\', '/'))];
    }

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) =>
        folder.EnumerateFiles().Where(file => file.LinkTarget is null && !Secret.Any(end => file.Name.EndsWith(end, StringComparison.OrdinalIgnoreCase)))
            .Concat(folder.EnumerateDirectories().Where(inner => inner.LinkTarget is null && !Left.Contains(inner.Name)).SelectMany(Walk));
}
