using System.Text.RegularExpressions;

namespace Workshop.Cluster.Images;

/// <summary>An image's name taken apart, with Docker's defaults.</summary>
/// <param name="Domain">Registry; <c>docker.io</c> when none is named.</param>
/// <param name="Path">Repository without registry and without <c>library/</c>.</param>
/// <param name="Tag">Null when a digest is named instead.</param>
internal sealed partial record ImageReference(string Domain, string Path, string? Tag, string? Digest)
{
    private const string DefaultDomain = "docker.io";

    /// <summary>As a container runtime names it: <c>docker.io/library/busybox:1.36</c>.</summary>
    public string FullName => $"{Domain}/{(IsDefaultDomain && !Path.Contains('/') ? "library/" : "")}{Path}{(Tag is null ? "" : $":{Tag}")}{(Digest is null ? "" : $"@{Digest}")}";

    public bool IsDefaultDomain => Domain is DefaultDomain or "index.docker.io";

    /// <returns>Null with the reason in Docker's words when the name is malformed.</returns>
    public static ImageReference? TryParse(string text, out string? error)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : text[..slash];
        var hasDomain = first.Contains('.') || first.Contains(':') || first == "localhost" || first.Any(char.IsAsciiLetterUpper);
        var (domain, rest) = hasDomain ? (first, text[(slash + 1)..]) : (DefaultDomain, text);
        var name = rest.Split('@', 2)[0].Split(':', 2)[0];
        var path = domain == DefaultDomain && !name.Contains('/') ? $"library/{name}" : name;
        if (path.Any(char.IsAsciiLetterUpper))
        {
            error = $"invalid reference format: repository name ({path}) must be lowercase";
            return null;
        }

        var match = Pattern().Match(rest);
        if (!match.Success)
        {
            error = "invalid reference format";
            return null;
        }

        error = null;
        var digest = match.Groups["digest"].Success ? match.Groups["digest"].Value : null;
        var tag = match.Groups["tag"].Success ? match.Groups["tag"].Value : digest is null ? "latest" : null;
        return new ImageReference(domain, path.StartsWith("library/", StringComparison.Ordinal) && domain == DefaultDomain ? path["library/".Length..] : path, tag, digest);
    }

    [GeneratedRegex(@"^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*(?::(?<tag>\w[\w.-]{0,127}))?(?:@(?<digest>[a-z0-9]+:[0-9a-fA-F]{32,}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
