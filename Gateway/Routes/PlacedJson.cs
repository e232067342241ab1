using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Workshop.Gateway.Routes;

/// <summary>Reads JSON as configuration does (comments and trailing commas are welcome), and remembers on which line each key stands.</summary>
internal sealed class PlacedJson
{
    private readonly List<PlacedValue> _values = [];
    private readonly Dictionary<string, int> _lines = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(int Line, string Text)> _findings = [];
    private readonly byte[] _text;
    private int _countedTo;
    private int _line = 1;

    private PlacedJson(byte[] text) => _text = text;

    public IReadOnlyList<PlacedValue> Values => _values;

    /// <value>Keys that stand twice.</value>
    public IReadOnlyList<(int Line, string Text)> Findings => _findings;

    /// <exception cref="JsonException">It is not JSON, or no object.</exception>
    public static PlacedJson Parse(byte[] text)
    {
        var start = text.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        var json = new PlacedJson(text);
        var reader = new Utf8JsonReader(text.AsSpan(start), new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("It begins with no object, '{'.", path: null, lineNumber: 0, bytePositionInLine: 0);
        }

        try
        {
            json.ReadInto(ref reader, start, "");
            reader.Read();
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("A text in it is no UTF-8, or holds half a character.", path: null, lineNumber: json._line - 1, bytePositionInLine: 0, e);
        }

        return json;
    }

    /// <returns>Null: the key is not in the file.</returns>
    public int? LineOf(string key) => _lines.TryGetValue(key, out var line) ? line : null;

    private void ReadInto(ref Utf8JsonReader reader, int start, string key)
    {
        var line = LineAt(start + (int)reader.TokenStartIndex);
        if (key.Length > 0 && !_lines.TryAdd(key, line))
        {
            _findings.Add((line, $"'{key}' stands on line {_lines[key]} already. Upper and lower case are the same here."));
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                ReadMembers(ref reader, start, key, line);
                break;
            case JsonTokenType.StartArray:
                ReadItems(ref reader, start, key, line);
                break;
            case JsonTokenType.Null:
                _values.Add(new PlacedValue(key, null, line));
                break;
            case JsonTokenType.String:
                _values.Add(new PlacedValue(key, reader.GetString(), line));
                break;
            default:
                _values.Add(new PlacedValue(key, Encoding.UTF8.GetString(reader.ValueSpan), line));
                break;
        }
    }

    private void ReadMembers(ref Utf8JsonReader reader, int start, string key, int line)
    {
        var isEmpty = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            isEmpty = false;
            var name = reader.GetString();
            reader.Read();
            ReadInto(ref reader, start, key.Length == 0 ? name! : $"{key}:{name}");
        }

        AddIfEmpty(isEmpty, key, line);
    }

    private void ReadItems(ref Utf8JsonReader reader, int start, string key, int line)
    {
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            ReadInto(ref reader, start, string.Create(CultureInfo.InvariantCulture, $"{key}:{count++}"));
        }

        AddIfEmpty(count == 0, key, line);
    }

    private void AddIfEmpty(bool isEmpty, string key, int line)
    {
        if (isEmpty && key.Length > 0)
        {
            _values.Add(new PlacedValue(key, null, line));
        }
    }

    private int LineAt(int position)
    {
        _line += _text.AsSpan(_countedTo, position - _countedTo).Count((byte)'\n');
        _countedTo = position;
        return _line;
    }
}
