using System.Globalization;
using System.Text;
using Aspire.Hosting.ApplicationModel;

namespace Workshop.Hosting.Model;

/// <summary>A parameter as part of a text that has its own way of writing values.</summary>
internal sealed record QuotedParameter(ParameterResource Parameter, Quoting Quoting)
{
    public static string Quote(string value, Quoting quoting) => quoting switch
    {
        Quoting.Uri => Uri.EscapeDataString(value),
        Quoting.RedisConfiguration => RedisText(value),
        _ => value,
    };

    // "a \"b\" \\ \n": what Redis' own reader of a line (sdssplitargs) takes back. All else stands as it is, in UTF-8.
    private static string RedisText(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' or '\\' => text.Append('\\').Append(character),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' or '\x7f' => text.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}"),
                _ => text.Append(character),
            };
        }

        return text.Append('"').ToString();
    }
}
