using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workshop.Fuzz.Tests.Engine;

/// <summary>Changes what a JSON text says and leaves it JSON: another type, a value from elsewhere in it, a member too many, too few or too deep.</summary>
internal sealed class JsonMutator(Random random)
{
    private const int MostDepth = 70;

    private static readonly JsonWriterOptions Writing = new() { MaxDepth = 10_000 };

    /// <exception cref="JsonException">It is none.</exception>
    public byte[] Change(byte[] text)
    {
        var root = JsonNode.Parse(text)!;
        for (var left = random.Next(1, 4); left > 0; left--)
        {
            Once(root);
        }

        using var written = new MemoryStream();
        using (var writer = new Utf8JsonWriter(written, Writing))
        {
            root.WriteTo(writer);
        }

        return written.ToArray();
    }

    private void Once(JsonNode root)
    {
        var containers = Containers(root).ToList();
        switch (containers[random.Next(containers.Count)])
        {
            case JsonObject map:
                ChangeMap(map, containers);
                break;
            case JsonArray list:
                ChangeList(list, containers);
                break;
        }
    }

    private void ChangeMap(JsonObject map, List<JsonNode> containers)
    {
        if (map.Count == 0)
        {
            map[Text()] = Value(containers);
            return;
        }

        var name = map.ElementAt(random.Next(map.Count)).Key;
        switch (random.Next(6))
        {
            case 0:
                map.Remove(name);
                break;
            case 1:
                map[Text()] = map[name]?.DeepClone();
                break;
            case 2:
                map[name.ToUpperInvariant()] = Value(containers);
                break;
            default:
                map[name] = Value(containers, map[name]);
                break;
        }
    }

    private void ChangeList(JsonArray list, List<JsonNode> containers)
    {
        var at = random.Next(list.Count + 1);
        switch (random.Next(4))
        {
            case 0 when list.Count > at:
                list.RemoveAt(at);
                break;
            case 1 when list.Count > at:
                list[at] = Value(containers, list[at]);
                break;
            case 2 when list.Count > at:
                list.Insert(at, list[at]?.DeepClone());
                break;
            default:
                list.Insert(at, Value(containers));
                break;
        }
    }

    private JsonNode? Value(List<JsonNode> containers, JsonNode? before = null) => random.Next(9) switch
    {
        0 => null,
        1 => JsonValue.Create(random.Next(2) == 0),
        2 or 3 => Number(),
        4 => JsonValue.Create(Text()),
        5 => random.Next(2) == 0 ? new JsonArray() : new JsonObject(),
        6 => containers[random.Next(containers.Count)].DeepClone(),
        7 => Deep(before),
        _ => before is JsonArray ? new JsonObject { ["a"] = before.DeepClone() } : new JsonArray(before?.DeepClone()),
    };

    private JsonNode? Deep(JsonNode? inner)
    {
        var deep = inner?.DeepClone();
        for (var left = random.Next(1, MostDepth); left > 0; left--)
        {
            deep = random.Next(2) == 0 ? new JsonArray(deep) : new JsonObject { [Text()] = deep };
        }

        return deep;
    }

    private JsonNode? Number()
    {
        var number = HostileWords.Numbers[random.Next(HostileWords.Numbers.Count)];
        try
        {
            return JsonNode.Parse(number);
        }
        catch (JsonException)
        {
            // One that JSON cannot write: as a text, then.
            return JsonValue.Create(number);
        }
    }

    private string Text()
    {
        var text = HostileWords.Everywhere[random.Next(HostileWords.Everywhere.Count)];
        return random.Next(8) == 0 ? new StringBuilder().Insert(0, text.Length == 0 ? "x" : text, random.Next(2, 400)).ToString() : text;
    }

    private static IEnumerable<JsonNode> Containers(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(member => Containers(member.Value)).Prepend(map),
        JsonArray list => list.SelectMany(Containers).Prepend(list),
        _ => [],
    };
}
