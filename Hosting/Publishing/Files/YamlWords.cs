using System.Text.RegularExpressions;

namespace Workshop.Hosting.Publishing.Files;

/// <summary>Which texts YAML 1.1 (what Kubernetes' tools read) would take for a number, a truth, a date, or nothing.</summary>
internal static partial class YamlWords
{
    private static readonly HashSet<string> Words = new(["", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "=", "<<"], StringComparer.OrdinalIgnoreCase);

    public static bool MustBeQuoted(string text) => Words.Contains(text) || NumberLike().IsMatch(text) || HasHiddenEdge(text);

    // Blanks at an end, and characters that cannot be seen, are lost or misread outside quotes.
    private static bool HasHiddenEdge(string text) =>
        text.Trim(' ') != text || text.Contains(" \n", StringComparison.Ordinal) || text.StartsWith('\n') || text.Any(character => char.IsControl(character) && character != '\n');

    // Anything that begins like a number is quoted: "1e3", "0x1F", "1_000", "12:30", "2026-11-23" and "1.0.0" alike.
    [GeneratedRegex(@"^[-+.]?\d[\w.:+-]*$|^[-+]?\.(inf|nan)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NumberLike();
}
