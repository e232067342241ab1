using System.Text;
using System.Text.RegularExpressions;

namespace Workshop.Cluster.Api.Subresources.Proxy;

/// <summary>
/// Keeps links of a proxied program within the proxy: a path that begins at the program's root gets the path before it under which the program is reached.
/// Links to other places, and those that are relative, stay.
/// </summary>
/// <param name="Prefix">Such as <c>/api/v1/namespaces/NS/pods/P:8080/proxy</c>.</param>
/// <param name="ProgramHost">Where the program is asked: address and port.</param>
/// <param name="ApiHost">Where the client asks.</param>
internal sealed partial record ProxyLinks(string Prefix, string ProgramHost, string ApiHost)
{
    // The attributes of HTML that hold an address.
    private static readonly Dictionary<string, string[]> Addresses = new(StringComparer.OrdinalIgnoreCase)
    {
        ["a"] = ["href"],
        ["area"] = ["href"],
        ["base"] = ["href"],
        ["link"] = ["href"],
        ["form"] = ["action"],
        ["button"] = ["formaction"],
        ["body"] = ["background"],
        ["html"] = ["manifest"],
        ["head"] = ["profile"],
        ["audio"] = ["src"],
        ["embed"] = ["src"],
        ["script"] = ["src"],
        ["source"] = ["src"],
        ["track"] = ["src"],
        ["video"] = ["poster", "src"],
        ["frame"] = ["longdesc", "src"],
        ["iframe"] = ["longdesc", "src"],
        ["img"] = ["longdesc", "src", "usemap"],
        ["input"] = ["formaction", "src", "usemap"],
        ["object"] = ["classid", "codebase", "data", "usemap"],
        ["applet"] = ["codebase"],
        ["command"] = ["icon"],
        ["blockquote"] = ["cite"],
        ["del"] = ["cite"],
        ["ins"] = ["cite"],
        ["q"] = ["cite"],
    };

    public string Rewrite(string link)
    {
        var (origin, path) = Split(link);
        return path.Length == 0 || path[0] != '/' || path.StartsWith(Prefix, StringComparison.Ordinal) ? link
            : origin.Length == 0 ? Prefix + path
            : HostOf(origin) == ProgramHost ? Prefix + path
            : HostOf(origin) == ApiHost ? origin + Prefix + path
            : link;
    }

    /// <param name="html">Whole tags; text that ends within one is not rewritten there.</param>
    public string RewriteHtml(string html) => Tag().Replace(html, tag =>
        Addresses.TryGetValue(tag.Groups["name"].Value, out var attributes)
            ? Attribute().Replace(tag.Value, attribute => attributes.Contains(attribute.Groups["name"].Value, StringComparer.OrdinalIgnoreCase)
                ? attribute.Groups["before"].Value + Rewrite(attribute.Groups["value"].Value) + attribute.Groups["after"].Value
                : attribute.Value)
            : tag.Value);

    /// <summary>As the page comes: what may be the beginning of a tag waits for its rest.</summary>
    /// <param name="pending">Keeps what waits between calls.</param>
    public string RewriteHtml(StringBuilder pending, string more, bool isLast)
    {
        const int longestTag = 64 * 1024;
        pending.Append(more);
        var text = pending.ToString();
        var open = text.LastIndexOf('<');
        var whole = isLast || open < 0 || text.IndexOf('>', open) >= 0 || text.Length - open > longestTag ? text.Length : open;
        pending.Clear().Append(text, whole, text.Length - whole);
        return RewriteHtml(text[..whole]);
    }

    /// <summary>Raw input: <c>http://127.0.0.1:8080/login?x</c> → <c>http://127.0.0.1:8080</c> and <c>/login?x</c>.</summary>
    private static (string Origin, string Path) Split(string link)
    {
        var match = Origin().Match(link);
        return match.Success ? (match.Value, link.Length == match.Length ? "/" : link[match.Length..]) : ("", link);
    }

    private static string HostOf(string origin) => origin[(origin.IndexOf("//", StringComparison.Ordinal) + 2)..];

    [GeneratedRegex("^(?:https?:)?//[^/?#]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Origin();

    [GeneratedRegex("""<(?<name>[a-zA-Z]+)\s(?:"[^"]*"|'[^']*'|[^'">])*>""", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex("""(?<before>(?<=\s)(?<name>[a-zA-Z]+)\s*=\s*(?:"|'|))(?<value>(?<=")[^"]*|(?<=')[^']*|[^\s"'>]+)(?<after>["']?)""", RegexOptions.CultureInvariant)]
    private static partial Regex Attribute();
}
