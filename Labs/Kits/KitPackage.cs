namespace Workshop.Labs.Kits;

/// <summary>A package that a build needs, as a lock file names it.</summary>
internal sealed record KitPackage(string Id, string Version)
{
    /// <value>Its file's name, as NuGet writes it.</value>
    public string FileName => $"{Id}.{Version}.nupkg".ToLowerInvariant();

    /// <summary>The same package for another kind of machine; itself where it is for any.</summary>
    public KitPackage For(string rid, string other) => Id.EndsWith('.' + rid, StringComparison.OrdinalIgnoreCase) ? this with { Id = Id[..^rid.Length] + other } : this;

    /// <summary>Looks in NuGet's own folders, and in a kit's, where packages lie side by side.</summary>
    /// <returns>Null where none has it.</returns>
    public string? Find(IEnumerable<string> folders) => folders
        .SelectMany(folder => new[] { Path.Combine(folder, Id.ToLowerInvariant(), Version.ToLowerInvariant(), FileName), Path.Combine(folder, FileName) })
        .FirstOrDefault(File.Exists);
}
