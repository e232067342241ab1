using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry;

/// <summary>Short words to read and fill an object's JSON. Reading what is absent, or of another type, yields null.</summary>
internal static class JsonReading
{
    public static JsonObject? Obj(this JsonObject? from, string field) => from?[field] as JsonObject;

    public static JsonArray? Arr(this JsonObject? from, string field) => from?[field] as JsonArray;

    /// <summary>The objects of a list; empty if there is none.</summary>
    public static IEnumerable<JsonObject> Items(this JsonObject? from, string field) => from.Arr(field)?.OfType<JsonObject>() ?? [];

    /// <summary>The strings of a list; empty if there is none.</summary>
    public static IEnumerable<string> Strings(this JsonObject? from, string field) => from.Arr(field)?.OfType<JsonValue>().Select(Text) ?? [];

    public static string? Str(this JsonObject? from, string field) =>
        from?[field] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    public static long? Int(this JsonObject? from, string field) =>
        from?[field] is JsonValue value && value.GetValueKind() == JsonValueKind.Number && long.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out var number) ? number : null;

    public static bool? Flag(this JsonObject? from, string field) =>
        from?[field] is JsonValue value && value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? from[field]!.GetValueKind() == JsonValueKind.True : null;

    /// <summary>A scalar's text: strings bare, others as JSON.</summary>
    public static string Text(this JsonNode? node) => node switch
    {
        null => "",
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => node.ToJsonString(),
    };

    public static JsonObject Ensure(this JsonObject from, string field)
    {
        if (from[field] is JsonObject present)
        {
            return present;
        }

        var made = new JsonObject();
        from[field] = made;
        return made;
    }

    /// <summary>Sets the field where it is absent, or an empty text: Go cannot tell them apart.</summary>
    public static void Default(this JsonObject to, string field, JsonNode value)
    {
        if (to[field] is null || to.Str(field) is "")
        {
            to[field] = value;
        }
    }

    /// <summary>Sets the field to a copy of the value, or removes it for null.</summary>
    public static void Put(this JsonObject to, string field, JsonNode? value)
    {
        if (value is null)
        {
            to.Remove(field);
        }
        else
        {
            to[field] = value.DeepClone();
        }
    }
}
