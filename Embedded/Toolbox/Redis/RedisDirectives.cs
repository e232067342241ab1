using System.Globalization;
using System.Text;

namespace Workshop.Toolbox.Redis;

/// <summary>The words of redis.conf that this server knows, and how a line of it is read.</summary>
internal static class RedisDirectives
{
    public const string Port = "port";
    public const string Bind = "bind";
    public const string Dir = "dir";
    public const string RequirePass = "requirepass";
    public const string AppendOnly = "appendonly";

    public static readonly IReadOnlyList<string> All = [Port, Bind, Dir, RequirePass, AppendOnly];

    /// <summary>Splits <c>requirepass "a b\x21"</c> into its words, with Redis' own quoting.</summary>
    /// <returns>No words for an empty line or a comment.</returns>
    /// <exception cref="FormatException">A quote is not closed, or something follows it without a blank.</exception>
    public static IReadOnlyList<string> Split(string line)
    {
        var words = new List<string>();
        var rest = line.AsSpan().Trim();
        while (!rest.IsEmpty && (words.Count > 0 || rest[0] != '#'))
        {
            words.Add(rest[0] is '"' or '\'' ? TakeQuoted(ref rest) : TakeBare(ref rest));
            rest = rest.TrimStart();
        }

        return words;
    }

    private static string TakeBare(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAny(' ', '\t');
        var word = (end < 0 ? rest : rest[..end]).ToString();
        rest = end < 0 ? [] : rest[end..];
        return word;
    }

    private static string TakeQuoted(ref ReadOnlySpan<char> rest)
    {
        var quote = rest[0];
        var word = new StringBuilder();
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == quote)
            {
                rest = rest[(i + 1)..];
                return rest.IsEmpty || char.IsWhiteSpace(rest[0]) ? word.ToString() : throw new FormatException("a blank must follow a closing quote");
            }

            word.Append(rest[i] == '\\' && i + 1 < rest.Length ? Unescape(rest, quote, ref i) : rest[i]);
        }

        throw new FormatException("a quote is not closed");
    }

    private static char Unescape(ReadOnlySpan<char> text, char quote, ref int i)
    {
        // Inside single quotes only the quote itself can be escaped.
        if (quote == '\'')
        {
            return text[i + 1] == '\'' ? text[++i] : '\\';
        }

        var escaped = text[++i];
        if (escaped == 'x' && i + 2 < text.Length && byte.TryParse(text.Slice(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code))
        {
            i += 2;
            return (char)code;
        }

        return escaped switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'a' => '\a', 'b' => '\b', _ => escaped };
    }
}
