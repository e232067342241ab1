using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;

namespace Workshop.Cluster.Api.OpenApi;

/// <summary>
/// OpenAPI v2 as the protobuf message <c>openapi.v2.Document</c>, the only form that kubectl takes
/// (field numbers: https://github.com/google/gnostic/blob/main/openapiv2/OpenAPIv2.proto).
/// </summary>
internal static class GnosticMessage
{
    private delegate void FieldWriter(CodedOutputStream output, JsonNode value);

    private static readonly Dictionary<string, FieldWriter> Schema = new(StringComparer.Ordinal)
    {
        ["$ref"] = Text(1),
        ["format"] = Text(2),
        ["title"] = Text(3),
        ["description"] = Text(4),
        ["default"] = Any(5),
        ["multipleOf"] = Fraction(6),
        ["maximum"] = Fraction(7),
        ["exclusiveMaximum"] = Flag(8),
        ["minimum"] = Fraction(9),
        ["exclusiveMinimum"] = Flag(10),
        ["maxLength"] = Whole(11),
        ["minLength"] = Whole(12),
        ["pattern"] = Text(13),
        ["maxItems"] = Whole(14),
        ["minItems"] = Whole(15),
        ["uniqueItems"] = Flag(16),
        ["maxProperties"] = Whole(17),
        ["minProperties"] = Whole(18),
        ["required"] = Texts(19),
        ["enum"] = Each(20, WriteAny),
        ["additionalProperties"] = Inner(21, (output, value) => (value is JsonObject ? Inner(1, WriteSchema) : Flag(2))(output, value)),
        ["type"] = Inner(22, Text(1)),
        ["items"] = Inner(23, Inner(1, WriteSchema)),
        ["properties"] = Inner(25, Named(1, WriteSchema)),
        ["readOnly"] = Flag(27),
        ["example"] = Any(30),
    };

    private static readonly Dictionary<string, FieldWriter> Body = new(StringComparer.Ordinal)
    {
        ["description"] = Text(1),
        ["name"] = Text(2),
        ["in"] = Text(3),
        ["required"] = Flag(4),
        ["schema"] = Inner(5, WriteSchema),
    };

    private static readonly Dictionary<string, FieldWriter> Query = new(StringComparer.Ordinal)
    {
        ["required"] = Flag(1),
        ["in"] = Text(2),
        ["description"] = Text(3),
        ["name"] = Text(4),
        ["type"] = Text(6),
        ["uniqueItems"] = Flag(20),
    };

    private static readonly Dictionary<string, FieldWriter> Path = new(StringComparer.Ordinal)
    {
        ["required"] = Flag(1),
        ["in"] = Text(2),
        ["description"] = Text(3),
        ["name"] = Text(4),
        ["type"] = Text(5),
        ["uniqueItems"] = Flag(19),
    };

    private static readonly Dictionary<string, FieldWriter> Operation = new(StringComparer.Ordinal)
    {
        ["description"] = Text(3),
        ["operationId"] = Text(5),
        ["produces"] = Texts(6),
        ["consumes"] = Texts(7),
        ["parameters"] = Each(8, WriteParameter),
        ["responses"] = Inner(9, Named(1, Inner(1, (output, response) => Text(1)(output, response["description"]!)))),
    };

    private static readonly Dictionary<string, FieldWriter> Item = new(StringComparer.Ordinal)
    {
        ["get"] = Inner(2, WriteOperation),
        ["put"] = Inner(3, WriteOperation),
        ["post"] = Inner(4, WriteOperation),
        ["delete"] = Inner(5, WriteOperation),
        ["patch"] = Inner(8, WriteOperation),
        ["parameters"] = Each(9, WriteParameter),
    };

    private static readonly Dictionary<string, FieldWriter> Info = new(StringComparer.Ordinal) { ["title"] = Text(1), ["version"] = Text(2) };

    private static readonly Dictionary<string, FieldWriter> Document = new(StringComparer.Ordinal)
    {
        ["swagger"] = Text(1),
        ["info"] = Inner(2, Map(Info, 7)),
        ["paths"] = Inner(8, Named(2, Map(Item, 10))),
        ["definitions"] = Inner(9, Named(1, WriteSchema)),
    };

    public static byte[] Of(JsonObject document) => Bytes(output => Map(Document, 16)(output, document));

    private static void WriteSchema(CodedOutputStream output, JsonNode schema) => Map(Schema, 31)(output, schema);

    private static void WriteOperation(CodedOutputStream output, JsonNode operation) => Map(Operation, 13)(output, operation);

    // ParametersItem › Parameter › BodyParameter, or NonBodyParameter › one for queries or paths
    private static void WriteParameter(CodedOutputStream output, JsonNode parameter)
    {
        var write = parameter["in"]!.ToString() switch
        {
            "body" => Inner(1, Map(Body, 6)),
            "query" => Inner(2, Inner(3, Map(Query, 23))),
            "path" => Inner(2, Inner(4, Map(Path, 22))),
            var other => throw new InvalidOperationException($"A parameter in '{other}' has no place in a gnostic document."),
        };
        Inner(1, write)(output, parameter);
    }

    private static void WriteAny(CodedOutputStream output, JsonNode value) => Text(2)(output, JsonSerializer.Serialize(value));

    /// <param name="extensions">The number of the field that holds what begins with <c>x-</c>.</param>
    private static FieldWriter Map(Dictionary<string, FieldWriter> fields, int extensions) => (output, value) =>
    {
        foreach (var (name, field) in (JsonObject)value)
        {
            if (field is null)
            {
                continue;
            }

            if (name.StartsWith("x-", StringComparison.Ordinal))
            {
                Named(extensions, WriteAny)(output, new JsonObject { [name] = field.DeepClone() });
            }
            else if (fields.TryGetValue(name, out var write))
            {
                write(output, field);
            }
        }
    };

    // A map is a list of messages { 1: name, 2: value }.
    private static FieldWriter Named(int number, FieldWriter write) => (output, value) =>
    {
        foreach (var (name, field) in (JsonObject)value)
        {
            Send(output, number, inner =>
            {
                Text(1)(inner, name);
                Inner(2, write)(inner, field!);
            });
        }
    };

    private static FieldWriter Each(int number, FieldWriter write) => (output, value) =>
    {
        foreach (var item in (JsonArray)value)
        {
            Send(output, number, inner => write(inner, item!));
        }
    };

    private static FieldWriter Inner(int number, FieldWriter write) => (output, value) => Send(output, number, inner => write(inner, value));

    private static FieldWriter Any(int number) => Inner(number, WriteAny);

    private static FieldWriter Text(int number) => (output, value) =>
    {
        output.WriteTag(number, WireFormat.WireType.LengthDelimited);
        output.WriteString(value.ToString());
    };

    private static FieldWriter Texts(int number) => (output, value) =>
    {
        foreach (var text in (JsonArray)value)
        {
            Text(number)(output, text!);
        }
    };

    private static FieldWriter Fraction(int number) => (output, value) =>
    {
        output.WriteTag(number, WireFormat.WireType.Fixed64);
        output.WriteDouble(double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture));
    };

    private static FieldWriter Whole(int number) => (output, value) =>
    {
        output.WriteTag(number, WireFormat.WireType.Varint);
        output.WriteInt64((long)double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture));
    };

    private static FieldWriter Flag(int number) => (output, value) =>
    {
        output.WriteTag(number, WireFormat.WireType.Varint);
        output.WriteBool(value.GetValueKind() == JsonValueKind.True);
    };

    private static void Send(CodedOutputStream output, int number, Action<CodedOutputStream> write)
    {
        output.WriteTag(number, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(UnsafeByteOperations.UnsafeWrap(Bytes(write)));
    }

    private static byte[] Bytes(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            write(output);
        }

        return stream.ToArray();
    }
}
