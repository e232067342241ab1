using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Registry.Fields;

/// <summary>
/// Reads a body as a kind's class would: keeps the known fields (a new tree, quantities and times in their canonical form, nulls as Go reads them),
/// collects the unknown ones, and refuses a value of the wrong type in the words of Kubernetes' decoder.
/// </summary>
internal sealed class FieldReader(bool takesAnyTime)
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
            if (!ZeroValues.IsDropped(schema.FactOf(field), fieldSchema, read))
            {
                to[field] = read;
            }
        }

        ZeroValues.Complete(schema, to);
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
            to[key] = value is null ? ZeroValues.Of(schema.Element!) : ReadValue(schema.Element!, value, $"{path}.{key}", owner);
        }

        return to;
    }

    private JsonArray ReadList(FieldSchema schema, JsonArray from, string path, string owner)
    {
        var to = new JsonArray();
        for (var i = 0; i < from.Count; i++)
        {
            to.Add(from[i] is { } value ? ReadValue(schema.Element!, value, $"{path}[{i}]", owner) : ZeroValues.Of(schema.Element!));
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
        // .NET skips blanks, Go does not. Both skip ends of lines: written anew there are none.
        var bytes = new byte[value.Length];
        return !value.AsSpan().ContainsAny(' ', '\t') && Convert.TryFromBase64String(value, bytes, out var length)
            ? Convert.ToBase64String(bytes, 0, length)
            : throw new FieldTypeException($"illegal base64 data at input byte {FirstIllegal(value)}", null, text);
    }

    private static int FirstIllegal(string value)
    {
        var legal = value.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/').Count();
        return legal == value.Length ? legal / 4 * 4 : legal;
    }

    private JsonNode Time(FieldSchema schema, JsonValue text)
    {
        try
        {
            return schema.Shape == FieldShape.MicroTime
                ? (takesAnyTime ? DateTimeOffset.Parse(text.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : GoTime.ParseMicro(text.GetValue<string>())).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)
                : GoTime.Parse(text.GetValue<string>()).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        }
        catch (FormatException e)
        {
            throw new FieldTypeException(e.Message, schema, text);
        }
    }

    private static JsonNode Quantity(JsonValue text)
    {
        try
        {
            // Of an empty text the class makes nothing that it can read again.
            return text.Text().Trim() is { Length: > 0 } amount
                ? QuantityText.Canonical(QuantityText.Read(amount))
                : throw new FieldTypeException(BadQuantity, null, text);
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
