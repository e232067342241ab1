using System.Buffers.Binary;

namespace Workshop.Dashboard.Intake.Wire;

/// <summary>Reads one protobuf message field by field, without copies: <see cref="Read"/>, then look at the tag and the one value that belongs to it.</summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private readonly int _length = message.Length;
    private ReadOnlySpan<byte> _rest = message;

    /// <value>The field's number and how it stands: compare with <c>number &lt;&lt; 3 | WireType.…</c>.</value>
    public int Tag { get; private set; }

    /// <value>Of a varint, fixed64 or fixed32.</value>
    public ulong Number { get; private set; }

    /// <value>Of a text, bytes, an inner message or packed numbers.</value>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    public readonly long Signed => (long)Number;

    public readonly double Double => BitConverter.UInt64BitsToDouble(Number);

    /// <value>Of a sint32.</value>
    public readonly int ZigZag => (int)(uint)(Number >> 1) ^ -(int)(Number & 1);

    private readonly int Position => _length - _rest.Length;

    /// <returns>False at the end of the message.</returns>
    /// <exception cref="DamagedPayloadException">The bytes are no message.</exception>
    public bool Read()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var tag = Varint();
        if (tag is < 8 or > uint.MaxValue)
        {
            throw new DamagedPayloadException($"No field has the tag {tag} (before byte {Position} of its message).");
        }

        Tag = (int)tag;
        switch (Tag & 7)
        {
            case WireType.Varint:
                Number = Varint();
                return true;
            case WireType.Fixed64:
                Number = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
                return true;
            case WireType.Fixed32:
                Number = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
                return true;
            case WireType.Bytes:
                Bytes = Take(Varint());
                return true;
            default:
                throw new DamagedPayloadException($"Wire type {Tag & 7} means nothing here (before byte {Position} of its message).");
        }
    }

    /// <summary>The next of packed varints.</summary>
    public ulong Varint()
    {
        var value = 0UL;
        for (var i = 0; i < 10; i++)
        {
            if (i >= _rest.Length)
            {
                throw new DamagedPayloadException($"The payload ends inside of a number (at byte {_length} of its message).");
            }

            var part = _rest[i];
            value |= (ulong)(part & 0x7F) << (7 * i);
            if (part < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return value;
            }
        }

        throw new DamagedPayloadException($"A number has more than ten bytes (from byte {Position} of its message).");
    }

    public readonly bool IsAtEnd => _rest.IsEmpty;

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)_rest.Length)
        {
            throw new DamagedPayloadException($"The payload ends inside of a value: {count} bytes were announced and {_rest.Length} are there (from byte {Position} of its message).");
        }

        var taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }
}
