using Workshop.Labs.Guides;

namespace Workshop.Labs;

/// <summary>Where a lab's files lie: in the repository, whose root is where the guides' commands are typed.</summary>
public sealed class LabFiles(string root)
{
    /// <value>The repository's root (or a kit's).</value>
    public string Root { get; } = root;

    /// <summary>Looks for the labs from the variable <c>WORKSHOP_ROOT</c>, or from the program's own folder upwards.</summary>
    /// <returns>Null where there are none.</returns>
    public static LabFiles? Find()
    {
        var named = Environment.GetEnvironmentVariable("WORKSHOP_ROOT");
        for (var folder = string.IsNullOrEmpty(named) ? AppContext.BaseDirectory : named; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Labs", "Labs.csproj")))
            {
                return new LabFiles(folder);
            }
        }

        return null;
    }

    public string FolderOf(Lab lab) => Path.Combine(Root, "Labs", lab.Folder);

    public string PathOf(Lab lab, params string[] parts) => Path.Combine([FolderOf(lab), .. parts]);

    /// <value>Whether the lab has a guide.</value>
    public bool Has(Lab lab) => File.Exists(PathOf(lab, "guide.md"));

    /// <summary>The guide's title without the lab's number, such as <c>Rolling update</c>; the guide is not read any further.</summary>
    public string TitleOf(Lab lab)
    {
        var heading = File.ReadLines(PathOf(lab, "guide.md")).FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal)) ?? string.Empty;
        return heading[(heading.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    public Guide GuideOf(Lab lab) => GuideReader.ReadFile(PathOf(lab, "guide.md"));

    /// <summary>The reasoned answer to the exercise; null where a lab has none.</summary>
    public Guide? SolutionOf(Lab lab) => File.Exists(PathOf(lab, "solution.md")) ? GuideReader.ReadFile(PathOf(lab, "solution.md")) : null;
}
