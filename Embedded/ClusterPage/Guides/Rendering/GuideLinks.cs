using System.Globalization;
using Workshop.Labs;

namespace Workshop.ClusterPage.Guides.Rendering;

/// <summary>Where what a guide names is found on this page: other labs, and the files of labs.</summary>
/// <param name="Folder">Of the guide, such as <c>08-deployments</c>.</param>
/// <param name="HasFile">Whether a path below the repository's root, such as <c>Labs/08-deployments/hello.yaml</c>, is a file that is shown.</param>
internal sealed record GuideLinks(string Folder, Func<string, bool> HasFile)
{
    private const string LabsFolder = "Labs/";

    /// <returns>Null where there is no such lab, or it is this one.</returns>
    public string? ToLab(string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) && Course.Labs.FirstOrDefault(lab => lab.Number == wanted) is { } lab && lab.Folder != Folder
            ? GuideAddresses.Of(lab)
            : null;

    /// <param name="path">Below the repository's root.</param>
    /// <returns>Null where it is not shown.</returns>
    public string? ToFile(string path) => path.StartsWith(LabsFolder, StringComparison.Ordinal) && HasFile(path) ? GuideAddresses.OfFile(path[LabsFolder.Length..]) : null;

    /// <summary>A link as it stands in the file.</summary>
    /// <returns>Null where it leads nowhere here: into the repository, or into what no page should open, such as <c>javascript:</c>.</returns>
    public (string Address, bool IsOutside)? To(string url)
    {
        if (Uri.TryCreate(url, UriKind.Absolute, out var outside) && !url.StartsWith('/'))
        {
            return outside.Scheme is "http" or "https" ? (outside.AbsoluteUri, true) : null;
        }

        // '../04-pods/guide.md' and 'hello.yaml', from this guide's folder.
        var path = Uri.UnescapeDataString(Uri.TryCreate(new Uri($"file:///{LabsFolder}{Folder}/"), url, out var inside) ? inside.AbsolutePath.TrimStart('/') : "");
        var lab = Course.Labs.FirstOrDefault(lab => path == $"{LabsFolder}{lab.Folder}/guide.md" || path.TrimEnd('/') == LabsFolder + lab.Folder);
        return lab is not null ? (GuideAddresses.Of(lab), false) : ToFile(path) is { } file ? (file, false) : null;
    }
}
