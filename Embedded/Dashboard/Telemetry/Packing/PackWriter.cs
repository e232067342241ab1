using System.Buffers.Binary;

namespace Workshop.Dashboard.Telemetry.Packing;

/// <summary>Writes what is kept as few bytes as it takes; one buffer serves again and again.</summary>
internal sealed class PackWriter
{
    private byte[] _buffer = new byte[1024];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public byte[] ToArray() => Written.ToArray();

    public void Byte(byte value) => Next(1)[0] = value;

    public void Fixed64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Next(8), value);

    public void Varint(ulong value)
    {
        while (value >= 0x80)
        {
            Byte((byte)(value | 0x80));
            value >>= 7;
        }

        Byte((byte)value);
    }

    /// <summary>Small numbers of either sign take few bytes.</summary>
    public void Signed(long value) => Varint((ulong)((value << 1) ^ (value >> 63)));

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Varint((ulong)bytes.Length);
        bytes.CopyTo(Next(bytes.Length));
    }

    /// <summary>An even number is twice the index in the table; an odd one says how many bytes follow.</summary>
    public void Text(StringTable table, ReadOnlySpan<byte> utf8)
    {
        var index = table.IndexOf(utf8);
        if (index >= 0)
        {
            Varint((ulong)index << 1);
            return;
        }

        Varint(((ulong)utf8.Length << 1) | 1);
        utf8.CopyTo(Next(utf8.Length));
    }

    private Span<byte> Next(int count)
    {
        if (_buffer.Length - Length < count)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + count));
        }

        var next = _buffer.AsSpan(Length, count);
        Length += count;
        return next;
    }
}
