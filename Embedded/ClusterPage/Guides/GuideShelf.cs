using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Workshop.ClusterPage.Guides.Rendering;
using Workshop.Labs;
using Workshop.Labs.Guides;

namespace Workshop.ClusterPage.Guides;

/// <summary>
/// The labs' guides: the repository's own where this program runs in it, else those that came with it. Nothing is read before somebody asks, and then only what has changed.
/// </summary>
internal sealed partial class GuideShelf
{
    /// <summary>Beside the program, where it was published.</summary>
    private const string OwnFolder = "course";

    // What a guide names and its commands apply; not its checks, nor what the page shows in its own way.
    private static readonly string[] Shown = [".yaml", ".json", ".sh"];

    private readonly Lazy<LabFiles?> _files;
    private readonly ConcurrentDictionary<string, (DateTime WrittenAt, GuideText Text)> _read = new(StringComparer.Ordinal);

    public GuideShelf()
        : this(() => LabFiles.Find() ?? Own(AppContext.BaseDirectory))
    {
    }

    internal GuideShelf(Func<LabFiles?> find) => _files = new Lazy<LabFiles?>(find);

    /// <value>Null where there are no guides at all.</value>
    public LabFiles? Files => _files.Value;

    /// <value>The labs that have a guide, in their order.</value>
    public IReadOnlyList<Lab> Labs => Files is { } files ? [.. Course.Labs.Where(files.Has)] : [];

    /// <param name="folder">As in an address.</param>
    public Lab? Find(string? folder) => Labs.FirstOrDefault(lab => lab.Folder == folder);

    /// <exception cref="GuideException">It breaks a rule of guides.</exception>
    public GuideText Read(Lab lab)
    {
        var path = Files!.PathOf(lab, "guide.md");
        var writtenAt = File.GetLastWriteTimeUtc(path);
        if (_read.TryGetValue(lab.Folder, out var known) && known.WrittenAt == writtenAt)
        {
            return known.Text;
        }

        var text = Of(lab, File.ReadAllText(path), path);
        _read[lab.Folder] = (writtenAt, text);
        return text;
    }

    /// <param name="path">Below the labs' root, such as <c>Labs/08-deployments/hello.yaml</c>.</param>
    /// <returns>The text of a file that a guide may name; null for any other.</returns>
    public string? FileOf(string path) => PathOf(path) is { } file ? File.ReadAllText(file) : null;

    internal GuideText Of(Lab lab, string markdown, string file)
    {
        var guide = GuideReader.Read(markdown, file);
        var links = new GuideLinks(lab.Folder, path => PathOf(path) is not null);
        var sections = guide.Sections.Where(section => section.Markdown.StartsWith("##", StringComparison.Ordinal)).ToList();
        var lead = sections.Count > 0 ? markdown[..markdown.IndexOf(sections[0].Markdown, StringComparison.Ordinal)] : markdown;
        return new GuideText(
            lab,
            guide.Title,
            guide.Title[(guide.Title.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim(),
            Duration().Match(lead) is { Success: true } minutes ? minutes.Groups[1].Value : null,
            GuideHtml.Of(lead, links),
            [.. sections.Select((section, index) => new GuidePart(string.Create(CultureInfo.InvariantCulture, $"part-{index + 1}"), section.Title, section.Check, GuideHtml.Of(section.Markdown, links)))]);
    }

    private static LabFiles? Own(string folder) => Directory.Exists(Path.Combine(folder, OwnFolder, "Labs")) ? new LabFiles(Path.Combine(folder, OwnFolder)) : null;

    // Compared with what is there, so that no '..' leads anywhere.
    private string? PathOf(string path)
    {
        if (Files is not { } files || path.Split('/') is not ["Labs", var folder, ..] || Find(folder) is not { } lab || path.EndsWith("/quiz.json", StringComparison.Ordinal))
        {
            return null;
        }

        return Directory.EnumerateFiles(files.FolderOf(lab), "*", SearchOption.AllDirectories)
            .Where(file => Shown.Contains(Path.GetExtension(file)))
            .FirstOrDefault(file => Path.GetRelativePath(files.Root, file).Replace('\\', '/') == path);
    }

    [GeneratedRegex(@"[Aa]bout (\d+) minutes")]
    private static partial Regex Duration();
}
