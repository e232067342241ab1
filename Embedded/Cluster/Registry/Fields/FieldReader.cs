using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s.Models;

namespace Workshop.Cluster.Registry.Fields;

/// <summary>
/// Reads a body as a kind's class would: keeps the known fields (a new tree, quantities and times in their canonical form, nulls gone),
/// collects the unknown ones, and refuses a value of the wrong type in the words of Kubernetes' decoder.
/// </summary>
internal sealed class FieldReader
{
    private readonly List<string> _unknown = [];
    private readonly Stack<string> _fields = new();

    /// <summary>Paths such as <c>spec.template.spec.containers[0].imagee</c>, in the order of the body.</summary>
    public IReadOnlyList<string> Unknown => _unknown;

    /// <exception cref="FieldTypeException">A value is of the wrong type.</exception>
    public JsonObject Read(FieldSchema schema, JsonObject body) => ReadObject(schema, body, "");

    private JsonObject ReadObject(FieldSchema schema, JsonObject from, string path)
    {
        var to = new JsonObject();
        foreach (var (field, value) in from)
        {
            var at = path.Length == 0 ? field : $"{path}.{field}";
            if (!schema.Fields.TryGetValue(field, out var fieldSchema))
            {
                _unknown.Add(at);
                continue;
            }

            if (value is null)
            {
                continue;
            }

            _fields.Push(field);
            var read = ReadValue(fieldSchema, value, at, schema.TypeName);
            _fields.Pop();
            if (!ZeroFields.IsDropped(schema.TypeName, field, fieldSchema, read))
            {
                to[field] = read;
            }
        }

        PresentFields.Complete(schema.TypeName, to);
        return to;
    }

    private JsonNode ReadValue(FieldSchema schema, JsonNode value, string path, string owner) => (schema.Shape, value) switch
    {
        (FieldShape.Object, JsonObject from) => ReadObject(schema, from, path),
        (FieldShape.Map, JsonObject from) => ReadMap(schema, from, path, owner),
        (FieldShape.List, JsonArray from) => ReadList(schema, from, path, owner),
        (FieldShape.Raw, _) => value.DeepClone(),
        (FieldShape.Text, JsonValue text) when text.GetValueKind() == JsonValueKind.String => text.DeepClone(),
        (FieldShape.Flag, JsonValue flag) when flag.GetValueKind() is JsonValueKind.True or JsonValueKind.False => flag.DeepClone(),
        (FieldShape.Int32, JsonValue number) when number.GetValueKind() == JsonValueKind.Number => Whole(schema, number, int.MinValue, int.MaxValue, owner),
        (FieldShape.Int64, JsonValue number) when number.GetValueKind() == JsonValueKind.Number => Whole(schema, number, long.MinValue, long.MaxValue, owner),
        (FieldShape.Double, JsonValue number) when number.GetValueKind() == JsonValueKind.Number => number.DeepClone(),
        (FieldShape.Bytes, JsonValue text) when text.GetValueKind() == JsonValueKind.String => Base64(text),
        (FieldShape.Time or FieldShape.MicroTime, JsonValue text) when text.GetValueKind() == JsonValueKind.String => Time(schema, text),
        (FieldShape.Quantity, JsonValue text) when text.GetValueKind() is JsonValueKind.String or JsonValueKind.Number => Quantity(text),
        (FieldShape.IntOrString, JsonValue either) when either.GetValueKind() is JsonValueKind.String => either.DeepClone(),
        (FieldShape.IntOrString, JsonValue either) when either.GetValueKind() is JsonValueKind.Number => Whole(schema, either, int.MinValue, int.MaxValue, owner),
        (FieldShape.IntOrString, _) => throw new FieldTypeException($"json: cannot unmarshal {JsonKind(value)} into Go value of type int32", schema, value),
        (FieldShape.Quantity, _) => throw new FieldTypeException(BadQuantity, schema, value),
        _ => throw WrongType(schema, JsonKind(value), value, owner),
    };

    private JsonObject ReadMap(FieldSchema schema, JsonObject from, string path, string owner)
    {
        var to = new JsonObject();
        foreach (var (key, value) in from)
        {
            // A null in a map of texts is read as an empty text.
            to[key] = value is null ? "" : ReadValue(schema.Element!, value, $"{path}.{key}", owner);
        }

        return to;
    }

    private JsonArray ReadList(FieldSchema schema, JsonArray from, string path, string owner)
    {
        var to = new JsonArray();
        for (var i = 0; i < from.Count; i++)
        {
            if (from[i] is { } value)
            {
                to.Add(ReadValue(schema.Element!, value, $"{path}[{i}]", owner));
            }
        }

        return to;
    }

    private JsonValue Whole(FieldSchema schema, JsonValue number, long least, long most, string owner) =>
        long.TryParse(number.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && whole >= least && whole <= most
            ? JsonValue.Create(whole)
            : throw WrongType(schema, $"number {number.ToJsonString()}", number, owner);

    private static JsonNode Base64(JsonValue text)
    {
        var value = text.GetValue<string>();
        // .NET skips blanks, Go does not.
        return !value.AsSpan().ContainsAny(' ', '\t') && Convert.TryFromBase64String(value, new byte[value.Length], out _)
            ? text.DeepClone()
            : throw new FieldTypeException($"illegal base64 data at input byte {FirstIllegal(value)}", null, text);
    }

    private static int FirstIllegal(string value)
    {
        var legal = value.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/').Count();
        return legal == value.Length ? legal / 4 * 4 : legal;
    }

    private static JsonNode Time(FieldSchema schema, JsonValue text)
    {
        var value = text.GetValue<string>();
        if (!DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            throw new FieldTypeException(
                $"parsing time {GoText.Quote(value)} as \"2006-01-02T15:04:05Z07:00\": cannot parse {GoText.Quote(value)} as \"2006\"", schema, text);
        }

        var format = schema.Shape == FieldShape.MicroTime ? "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'" : "yyyy-MM-dd'T'HH:mm:ss'Z'";
        return time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
    }

    private static JsonNode Quantity(JsonValue text)
    {
        try
        {
            return new ResourceQuantity(text.Text().Trim()).CanonicalizeString();
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException)
        {
            throw new FieldTypeException(BadQuantity, null, text);
        }
    }

    private FieldTypeException WrongType(FieldSchema schema, string found, JsonNode value, string owner) =>
        new($"json: cannot unmarshal {found} into Go struct field {owner}.{string.Join('.', _fields.Reverse())} of type {schema.GoType}", schema, value);

    private static string JsonKind(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        _ => "bool",
    };

    private const string BadQuantity = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
}
