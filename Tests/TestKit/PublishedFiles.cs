namespace Workshop.TestKit;

/// <summary>What publishing writes, as text by path relative to its folder, with <c>/</c> between the parts.</summary>
public static class PublishedFiles
{
    private const string Manifest = "manifest.json";

    // Written by hand, or by the script from what was restored, beside what is published.
    private static readonly string[] NotPublished = ["README.md", "aspirate/", "sbom/"];

    /// <value>The folder of the committed files.</value>
    public static string Folder { get; } = Repository.PathOf("aspire-manifest");

    /// <value>What is committed, without what publishing does not write.</value>
    public static SortedDictionary<string, string> Committed =>
        new(Read(Folder).Where(file => !NotPublished.Any(name => file.Key.StartsWith(name, StringComparison.Ordinal))).ToDictionary(), StringComparer.Ordinal);

    /// <param name="folder">That was published to: a folder of <c>artifacts/</c>, one deeper than the committed one, as the manifest names projects relative to itself.</param>
    /// <returns>The files as they would stand in the committed folder.</returns>
    public static SortedDictionary<string, string> AsCommitted(string folder)
    {
        var files = Read(folder);
        files[Manifest] = files[Manifest].Replace("\"path\": \"../../", "\"path\": \"../", StringComparison.Ordinal);
        return files;
    }

    public static SortedDictionary<string, string> Read(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllText),
        StringComparer.Ordinal);
}
