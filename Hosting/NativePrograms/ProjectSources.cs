using System.Text.Json;

namespace Workshop.Hosting.NativePrograms;

/// <summary>The files that a project is built from, and those of the projects that it refers to.</summary>
internal static class ProjectSources
{
    private static readonly string[] Kinds = [".cs", ".csproj", ".json", ".razor", ".css", ".js", ".html"];
    private static readonly string[] Made = ["bin", "obj"];

    /// <summary>When one of them was written last.</summary>
    /// <param name="project">Full path of the project file; it has been restored.</param>
    /// <exception cref="IOException">It has not, or a file cannot be read.</exception>
    /// <exception cref="JsonException">What restoring wrote cannot be read.</exception>
    public static DateTime LastWriteUtc(string project) =>
        Projects(project).SelectMany(Files).Select(File.GetLastWriteTimeUtc).DefaultIfEmpty(DateTime.MinValue).Max();

    private static IEnumerable<string> Projects(string project)
    {
        var folder = Path.GetDirectoryName(project)!;
        yield return folder;
        using var assets = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "obj", "project.assets.json")));
        foreach (var library in assets.RootElement.GetProperty("libraries").EnumerateObject())
        {
            if (library.Value.TryGetProperty("msbuildProject", out var path))
            {
                yield return Path.GetDirectoryName(Path.GetFullPath(path.GetString()!, folder))!;
            }
        }
    }

    private static IEnumerable<string> Files(string folder)
    {
        var own = Directory.EnumerateFiles(folder);
        var below = Directory.EnumerateDirectories(folder)
            .Where(child => !Made.Contains(Path.GetFileName(child), StringComparer.OrdinalIgnoreCase))
            .SelectMany(child => Directory.EnumerateFiles(child, "*", SearchOption.AllDirectories));
        return own.Concat(below).Where(file => Kinds.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase));
    }
}
