using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Workshop.Cluster.Api.Responses;

/// <summary>JSON as YAML in the style of kubectl: keys sorted, lists not indented, strings bare where that is safe.</summary>
internal static partial class YamlText
{
    private const int Step = 2;

    public static ReadOnlyMemory<byte> From(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var text = new StringBuilder();
        Write(text, document.RootElement, 0);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // The writer stands at the start of a line whose indentation is not written yet.
    private static void Write(StringBuilder text, JsonElement element, int indent)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object when element.EnumerateObject().Any():
                WriteFields(text, element, indent, isFirstIndented: true);
                break;
            case JsonValueKind.Array when element.GetArrayLength() > 0:
                WriteItems(text, element, indent, isFirstIndented: true);
                break;
            default:
                text.Append(' ', indent).Append(Scalar(element, indent)).Append('\n');
                break;
        }
    }

    private static void WriteFields(StringBuilder text, JsonElement element, int indent, bool isFirstIndented)
    {
        var isIndented = isFirstIndented;
        foreach (var field in element.EnumerateObject().OrderBy(field => field.Name, StringComparer.Ordinal))
        {
            text.Append(' ', isIndented ? indent : 0).Append(Quote(field.Name)).Append(':');
            isIndented = true;
            if (IsEmptyOrScalar(field.Value))
            {
                text.Append(' ').Append(Scalar(field.Value, indent + Step)).Append('\n');
                continue;
            }

            text.Append('\n');
            Write(text, field.Value, field.Value.ValueKind == JsonValueKind.Array ? indent : indent + Step);
        }
    }

    private static void WriteItems(StringBuilder text, JsonElement list, int indent, bool isFirstIndented)
    {
        var isIndented = isFirstIndented;
        foreach (var item in list.EnumerateArray())
        {
            text.Append(' ', isIndented ? indent : 0).Append("- ");
            isIndented = true;
            if (IsEmptyOrScalar(item))
            {
                text.Append(Scalar(item, indent + Step)).Append('\n');
            }
            else if (item.ValueKind == JsonValueKind.Object)
            {
                WriteFields(text, item, indent + Step, isFirstIndented: false);
            }
            else
            {
                WriteItems(text, item, indent + Step, isFirstIndented: false);
            }
        }
    }

    private static bool IsEmptyOrScalar(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => !element.EnumerateObject().Any(),
        JsonValueKind.Array => element.GetArrayLength() == 0,
        _ => true,
    };

    private static string Scalar(JsonElement element, int indent) => element.ValueKind switch
    {
        JsonValueKind.Object => "{}",
        JsonValueKind.Array => "[]",
        JsonValueKind.String => String(element.GetString()!, indent),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null => "null",
        _ => element.GetRawText(),
    };

    private static string String(string value, int indent)
    {
        if (!value.Contains('\n', StringComparison.Ordinal) || !Block().IsMatch(value))
        {
            return Quote(value);
        }

        // Several lines: a literal block, which says by its sign whether the text ends with a line end.
        var body = value.EndsWith('\n') ? value[..^1] : value;
        var lines = body.Split('\n').Select(line => line.Length == 0 ? "" : new string(' ', indent) + line);
        return $"|{(value.EndsWith('\n') ? "" : "-")}\n{string.Join('\n', lines)}";
    }

    private static string Quote(string value) => Bare().IsMatch(value) && !Meaning().IsMatch(value) ? value : JsonSerializer.Serialize(value);

    // Starts and ends harmlessly, and holds no ": " or " #".
    [GeneratedRegex(@"^[A-Za-z0-9_./$(\p{L}]([A-Za-z0-9_./$()=+@~^<>;%\p{L} ,'""*!&|?\\{}\[\]-]|:(?! |$)|(?<! )#)*(?<! )\z", RegexOptions.CultureInvariant)]
    private static partial Regex Bare();

    // What YAML 1.1 would read as something else than text: booleans, null, numbers, dates.
    [GeneratedRegex(@"^(y|n|yes|no|on|off|true|false|null|[-+]?[0-9.][0-9_.,:xobe+-]*[0-9a-f.]*|[0-9]{4}-[0-9]{2}-[0-9]{2}.*|[-+]?\.(inf|nan))\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Meaning();

    // Fit for a literal block: no leading blank, no trailing extra line ends, no control characters.
    [GeneratedRegex(@"^[^\s\x00-\x08]([^\x00-\x08\x0b-\x1f]*[^\s\x00-\x1f])?\n?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Block();
}
