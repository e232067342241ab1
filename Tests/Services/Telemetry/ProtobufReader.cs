namespace Workshop.Services.Tests.Telemetry;

/// <summary>Reads protobuf's wire format without knowing a message's shape: enough to ask an OTLP message for a field by its number.</summary>
internal readonly struct ProtobufReader(ReadOnlyMemory<byte> message)
{
    private const int LengthDelimited = 2;

    /// <returns>The content of each field of this number that is a message, string or bytes.</returns>
    public List<ReadOnlyMemory<byte>> All(int field)
    {
        var found = new List<ReadOnlyMemory<byte>>();
        var at = 0;
        while (at < message.Length)
        {
            var tag = Varint(ref at);
            var length = Length((int)(tag & 7), ref at);
            if (tag >> 3 == (ulong)field && (tag & 7) == LengthDelimited)
            {
                found.Add(message.Slice(at, length));
            }

            at += length;
        }

        return found;
    }

    private int Length(int wireType, ref int at)
    {
        switch (wireType)
        {
            case 0:
                Varint(ref at);
                return 0;
            case 1:
                return 8;
            case LengthDelimited:
                return (int)Varint(ref at);
            case 5:
                return 4;
            default:
                throw new InvalidDataException($"Wire type {wireType} at {at} is none of protobuf's.");
        }
    }

    private ulong Varint(ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = message.Span[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
