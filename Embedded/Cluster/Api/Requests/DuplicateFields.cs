using System.Buffers;
using System.Text.Json;

namespace Workshop.Cluster.Api.Requests;

/// <summary>Fields that a JSON text names twice. Kubernetes takes the last one, and says so.</summary>
internal static class DuplicateFields
{
    /// <returns>Paths such as <c>spec.containers[0].name</c>, in order of appearance.</returns>
    public static IReadOnlyList<string> Find(ReadOnlySpan<byte> json)
    {
        var found = new List<string>();
        var levels = new Stack<Level>();
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    var level = levels.Peek();
                    level.Field = reader.GetString()!;
                    if (!level.Seen!.Add(level.Field))
                    {
                        found.Add(Path(levels));
                    }

                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    levels.Pop();
                    break;
                default:
                    Enter(levels, reader.TokenType);
                    break;
            }
        }

        return found;
    }

    /// <summary>The same text with only the last of each.</summary>
    public static byte[] KeepLast(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var buffer = new ArrayBufferWriter<byte>(json.Length);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(document.RootElement, writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Enter(Stack<Level> levels, JsonTokenType token)
    {
        if (levels.TryPeek(out var around) && around.Seen is null)
        {
            around.Index++;
        }

        if (token is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            levels.Push(new Level { Seen = token == JsonTokenType.StartObject ? [] : null });
        }
    }

    private static string Path(Stack<Level> levels) =>
        string.Concat(levels.Reverse().Select(level => level.Seen is null ? $"[{level.Index}]" : $".{level.Field}")).TrimStart('.');

    private static void Write(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var last in element.EnumerateObject().GroupBy(property => property.Name).Select(same => same.Last()))
                {
                    writer.WritePropertyName(last.Name);
                    Write(last.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(item, writer);
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    /// <summary>An object (with the names seen in it) or a list (with the index reached) around the reader's place.</summary>
    private sealed class Level
    {
        public HashSet<string>? Seen { get; init; }

        public string Field { get; set; } = "";

        public int Index { get; set; } = -1;
    }
}
