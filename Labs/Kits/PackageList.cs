using System.Text.Json;
using System.Xml.Linq;

namespace Workshop.Labs.Kits;

/// <summary>Which packages the application and the labs are built from: what the lock files of their projects name, and the AppHost's SDK.</summary>
internal static class PackageList
{
    private static readonly string[] Roots = ["AppHost/AppHost.csproj", "Labs/Labs.csproj"];

    /// <param name="rid">For which kind of machine. Where the AppHost has no lock file for it, the one of <paramref name="known"/> is read with its names exchanged.</param>
    public static IReadOnlyList<KitPackage> For(string root, string rid, string known)
    {
        HashSet<KitPackage> packages = [.. Sdks(root)];
        foreach (var project in Closure(root))
        {
            var folder = Path.GetDirectoryName(project)!;
            var own = Path.Combine(folder, $"packages.{rid}.lock.json");
            var file = new[] { own, Path.Combine(folder, $"packages.{known}.lock.json"), Path.Combine(folder, "packages.lock.json") }.FirstOrDefault(File.Exists)
                ?? throw new LabException($"'{Path.GetRelativePath(root, folder)}' has no packages.lock.json: nothing is restored yet. './workshop up' builds everything once, with a network.");
            packages.UnionWith(Locked(file).Select(package => file == own ? package : package.For(known, rid)));
        }

        return [.. packages.OrderBy(package => package.FileName, StringComparer.Ordinal)];
    }

    /// <summary>Where this machine keeps packages: NuGet's folder, those that the last restore used, and a kit's own.</summary>
    public static IReadOnlyList<string> Folders(string root)
    {
        var own = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return [own, .. OfLastRestore(root), Path.Combine(root, KitPapers.Packages)];
    }

    private static IEnumerable<string> OfLastRestore(string root)
    {
        var file = Path.Combine(root, "AppHost", "obj", "project.assets.json");
        if (!File.Exists(file))
        {
            return [];
        }

        var assets = Parse(file);
        return assets.TryGetProperty("packageFolders", out var folders) ? [.. folders.EnumerateObject().Select(folder => folder.Name)] : [];
    }

    // "msbuild-sdks": { "Aspire.AppHost.Sdk": "13.6.4" }
    private static IEnumerable<KitPackage> Sdks(string root) =>
        Parse(Path.Combine(root, "global.json")).TryGetProperty("msbuild-sdks", out var sdks)
            ? sdks.EnumerateObject().Select(sdk => new KitPackage(sdk.Name, sdk.Value.GetString()!))
            : [];

    private static HashSet<string> Closure(string root)
    {
        HashSet<string> seen = [];
        Stack<string> open = new(Roots.Select(project => Path.GetFullPath(project, root)));
        while (open.TryPop(out var project))
        {
            if (File.Exists(project) && seen.Add(project))
            {
                foreach (var include in XDocument.Load(project).Descendants("ProjectReference").Select(reference => reference.Attribute("Include")?.Value).OfType<string>())
                {
                    open.Push(Path.GetFullPath(include.Replace('\\', '/'), Path.GetDirectoryName(project)!));
                }
            }
        }

        return seen;
    }

    private static IEnumerable<KitPackage> Locked(string file) => Parse(file).GetProperty("dependencies").EnumerateObject()
        .SelectMany(framework => framework.Value.EnumerateObject())
        .Where(package => package.Value.TryGetProperty("resolved", out _))
        .Select(package => new KitPackage(package.Name, package.Value.GetProperty("resolved").GetString()!));

    private static JsonElement Parse(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(file));
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new LabException($"'{file}' cannot be read: {e.Message}");
        }
    }
}
