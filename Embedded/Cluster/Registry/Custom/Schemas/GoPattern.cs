using System.Text;
using System.Text.RegularExpressions;

namespace Workshop.Cluster.Registry.Custom.Schemas;

/// <summary>
/// Regular expressions as Go reads them: <c>\d \w \s</c> are ASCII, <c>$</c> is the very end, and matching takes time in proportion to the text.
/// What .NET's engine without backtracking cannot do (<c>(?=…)</c>, <c>\1</c>), Go's cannot either.
/// </summary>
internal static class GoPattern
{
    /// <exception cref="ArgumentException">Not a regular expression.</exception>
    public static Regex Compile(string pattern) => new(Translate(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <returns>What is wrong with the pattern, or null.</returns>
    public static string? Problem(string pattern)
    {
        try
        {
            _ = Compile(pattern);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return e.Message;
        }
    }

    private static string Translate(string pattern)
    {
        var text = new StringBuilder(pattern.Length + 8);
        var isInClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\' when i + 1 < pattern.Length:
                    text.Append(Escape(pattern[++i], isInClass));
                    break;
                case '[' when !isInClass:
                    isInClass = true;
                    text.Append('[');

                    // A bracket at the first place is a character of the class.
                    if (pattern.AsSpan(i + 1).StartsWith("^]") || pattern.AsSpan(i + 1).StartsWith("]"))
                    {
                        text.Append(pattern[i + 1] == '^' ? "^\\]" : "\\]");
                        i += pattern[i + 1] == '^' ? 2 : 1;
                    }

                    break;
                case '[':
                    text.Append("\\[");
                    break;
                case ']' when isInClass:
                    isInClass = false;
                    text.Append(']');
                    break;
                case '$' when !isInClass:
                    text.Append("\\z");
                    break;
                case '(' when !isInClass && pattern.AsSpan(i).StartsWith("(?P<"):
                    text.Append("(?<");
                    i += 3;
                    break;
                default:
                    text.Append(pattern[i]);
                    break;
            }
        }

        return text.ToString();
    }

    private static string Escape(char letter, bool isInClass) => (letter, isInClass) switch
    {
        ('d', true) => "0-9",
        ('d', false) => "[0-9]",
        ('D', false) => "[^0-9]",
        ('w', true) => "0-9A-Za-z_",
        ('w', false) => "[0-9A-Za-z_]",
        ('W', false) => "[^0-9A-Za-z_]",
        ('s', true) => @"\t\n\f\r ",
        ('s', false) => @"[\t\n\f\r ]",
        ('S', false) => @"[^\t\n\f\r ]",
        _ => $"\\{letter}",
    };
}
