using System.Globalization;
using System.Text.Json.Nodes;
using Google.Protobuf;

namespace Workshop.Cluster.Api.Protobuf;

/// <summary>Turns one message into JSON by the table of fields. Fields that the table does not have are skipped, as Kubernetes does.</summary>
internal sealed class ProtobufDecoder(ProtobufTable table)
{
    public void Fill(JsonObject into, string message, ByteString bytes)
    {
        var fields = table.Message(message);
        var input = bytes.CreateCodedInput();
        while (input.ReadTag() is var tag and not 0)
        {
            if (!fields.TryGetValue(WireFormat.GetTagFieldNumber(tag), out var field))
            {
                input.SkipLastField();
                continue;
            }

            if (field.Json is null)
            {
                Fill(into, field.Type, input.ReadBytes());
                continue;
            }

            Add(into, field.Json, field, input, tag);
        }
    }

    private void Add(JsonObject into, string name, ProtobufField field, CodedInputStream input, uint tag)
    {
        switch (field.Shape)
        {
            case FieldShape.Map:
                var (key, entry) = Entry(field.Type, input.ReadBytes());
                if (into[name] is not JsonObject map)
                {
                    into[name] = map = [];
                }

                map[key] = entry;
                break;
            case FieldShape.List:
                if (into[name] is not JsonArray list)
                {
                    into[name] = list = [];
                }

                Append(list, field.Type, input, tag);
                break;
            default:
                var value = Value(field.Type, input);
                if (field.KeepsZero || !IsZero(value))
                {
                    into[name] = value;
                }

                break;
        }
    }

    // Numbers of a list may come one by one or packed into one field.
    private void Append(JsonArray list, string type, CodedInputStream input, uint tag)
    {
        if (type == "int" && WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
        {
            var packed = input.ReadBytes().CreateCodedInput();
            while (!packed.IsAtEnd)
            {
                list.Add(Number(packed.ReadInt64()));
            }

            return;
        }

        list.Add(Value(type, input));
    }

    private (string Key, JsonNode? Value) Entry(string type, ByteString bytes)
    {
        var (key, value) = ("", Empty(type));
        var input = bytes.CreateCodedInput();
        while (input.ReadTag() is var tag and not 0)
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1:
                    key = input.ReadString();
                    break;
                case 2:
                    value = Value(type, input);
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }

        return (key, value);
    }

    private JsonNode? Value(string type, CodedInputStream input) => type switch
    {
        "string" => input.ReadString(),
        "int" => Number(input.ReadInt64()),
        "bool" => input.ReadBool(),
        "double" => input.ReadDouble(),
        "bytes" => Convert.ToBase64String(input.ReadBytes().Span),
        _ => Message(type, input.ReadBytes()),
    };

    private JsonNode? Message(string type, ByteString bytes)
    {
        if (!table.IsMessage(type))
        {
            return ProtobufScalars.Read(type, bytes);
        }

        var inner = new JsonObject();
        Fill(inner, type, bytes);
        return inner;
    }

    private static JsonNode? Empty(string type) => type is "string" or "bytes" ? "" : null;

    private static bool IsZero(JsonNode? value) => value switch
    {
        null => true,
        JsonObject fields => fields.Count == 0,
        JsonValue scalar => scalar.ToString() is "" or "0" or "false",
        _ => false,
    };

    // Parsed, as the numbers of a JSON body are: every reader finds the same kind of value.
    internal static JsonNode Number(long value) => JsonNode.Parse(value.ToString(CultureInfo.InvariantCulture))!;
}
