using System.Text.Unicode;

namespace Workshop.Dashboard.Intake.Wire;

/// <summary>What a message may hold, to read it once to its end before anything of it counts.</summary>
internal sealed class MessageShape(string name)
{
    /// <summary>Far more than any sender needs, far less than a stack holds.</summary>
    public const int MaxDepth = 64;

    private FieldShape[] _fields = [];

    public MessageShape With(params FieldShape[] fields)
    {
        _fields = new FieldShape[fields.Max(field => field.Number) + 1];
        foreach (var field in fields)
        {
            _fields[field.Number] = field;
        }

        return this;
    }

    /// <summary>Reads all of a message and of those inside it. What passes here can be read again without a fault.</summary>
    /// <exception cref="DamagedPayloadException">Something in it is not as it should be.</exception>
    public void Check(ReadOnlySpan<byte> message) => Check(message, 0);

    private void Check(ReadOnlySpan<byte> message, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new DamagedPayloadException($"Values stand in each other more than {MaxDepth} deep.");
        }

        var reader = new ProtoReader(message);
        while (reader.Read())
        {
            var number = reader.Tag >>> 3;
            if (number >= _fields.Length || (reader.Tag & 7) != WireType.Bytes)
            {
                continue;
            }

            var field = _fields[number];
            switch (field.Kind)
            {
                case FieldKind.Text when !Utf8.IsValid(reader.Bytes):
                    throw new DamagedPayloadException($"'{field.Name}' of {name} is not UTF-8.");
                case FieldKind.Message:
                    field.Inner!.Check(reader.Bytes, depth + 1);
                    break;
                case FieldKind.Fixed64 or FieldKind.Doubles when reader.Bytes.Length % 8 != 0:
                    throw new DamagedPayloadException($"'{field.Name}' of {name} has {reader.Bytes.Length} bytes, which are no whole numbers.");
                case FieldKind.Varints:
                    CheckVarints(reader.Bytes);
                    break;
                default:
                    break;
            }
        }
    }

    private static void CheckVarints(ReadOnlySpan<byte> packed)
    {
        var reader = new ProtoReader(packed);
        while (!reader.IsAtEnd)
        {
            reader.Varint();
        }
    }
}
