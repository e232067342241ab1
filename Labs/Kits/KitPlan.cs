namespace Workshop.Labs.Kits;

/// <summary>What goes into a kit, and what should and is not on this machine. Pure but for looking which files there are.</summary>
/// <param name="Entries">In the order in which they are written.</param>
internal sealed record KitPlan(string Rid, IReadOnlyList<KitEntry> Entries, IReadOnlyList<KitPackage> Missing)
{
    /// <value>The folder that unpacking makes.</value>
    public string Folder => $"workshop-kit-{Rid}";

    public long Bytes => Entries.Sum(entry => entry.Length);

    /// <param name="sources">The repository's files, relative to its root.</param>
    /// <param name="programs">The folder with what was built for the kit; null for none.</param>
    /// <param name="tools">Files of the user's own to put beside: installers.</param>
    /// <exception cref="LabException">Nothing is restored on this machine, or two tools have one name.</exception>
    public static KitPlan Of(string root, string rid, string here, IReadOnlyList<string> sources, IReadOnlyList<string> packageFolders, string? programs, IReadOnlyList<string> tools)
    {
        var packages = PackageList.For(root, rid, here).Select(package => (Package: package, Source: package.Find(packageFolders))).ToList();
        var missing = packages.Where(one => one.Source is null).Select(one => one.Package).ToList();
        if (rid == here && missing.Count > 0)
        {
            throw new LabException($"{missing.Count} of {packages.Count} packages are not on this machine ({Some(missing)}). './workshop up' fetches them once, with a network; then pack the kit.");
        }

        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        if (tools.FirstOrDefault(tool => !taken.Add(Path.GetFileName(tool))) is { } twice)
        {
            throw new LabException($"Two of the files to add are called '{Path.GetFileName(twice)}'. Rename one of them.");
        }

        string[] papers = [KitPapers.ReadMe, KitPapers.NuGetConfig, KitPapers.Facts];
        IEnumerable<KitEntry> entries =
        [
            .. sources.Where(source => !papers.Contains(source)).Select(source => KitEntry.OfFile(source, Path.Combine(root, source))),
            .. packages.Where(one => one.Source is not null).Select(one => KitEntry.OfFile($"{KitPapers.Packages}/{one.Package.FileName}", one.Source!)),
            .. programs is null ? [] : Directory.EnumerateFiles(programs, "*", SearchOption.AllDirectories).Select(file => KitEntry.OfFile($"{KitPapers.Programs}/{Path.GetRelativePath(programs, file)}", file)),
            .. tools.Select(tool => KitEntry.OfFile($"{KitPapers.Tools}/{Path.GetFileName(tool)}", tool)),
            KitEntry.OfText(KitPapers.ReadMe, KitPapers.ReadMeOf(rid, missing, tools.Select(tool => Path.GetFileName(tool)!))),
            KitEntry.OfText(KitPapers.NuGetConfig, KitPapers.NuGetConfigText),
            KitEntry.OfText(KitPapers.Facts, KitPapers.FactsOf(rid)),
        ];
        return new KitPlan(rid, [.. entries.OrderBy(entry => entry.Name, StringComparer.Ordinal)], missing);
    }

    /// <summary>A few by name; the rest as a number.</summary>
    public static string Some(IReadOnlyList<KitPackage> packages) =>
        string.Join(", ", packages.Take(3).Select(package => $"{package.Id} {package.Version}")) + (packages.Count > 3 ? $" and {packages.Count - 3} more" : string.Empty);
}
