namespace Workshop.Cluster.Api.Streams.Spdy;

/// <summary>
/// SPDY/3.1 on the wire, big endian. Control: <c>80 03 00 TT flags len24</c>; data: <c>stream-id flags len24</c>.
/// Only what Kubernetes' clients use: they know no flow control.
/// </summary>
internal static class SpdyFrames
{
    public const int HeadSize = 8;
    public const byte Fin = 1;
    public const int RefusedStream = 3;
    public const int Cancel = 5;

    public const ushort SynStream = 1;
    public const ushort SynReply = 2;
    public const ushort RstStream = 3;
    public const ushort Ping = 6;
    public const ushort GoAway = 7;

    /// <summary>Bytes of a SYN_STREAM before its headers: stream, associated stream, priority and slot.</summary>
    public const int SynStreamHead = 10;

    /// <summary>More than any header block that a client of Kubernetes sends.</summary>
    public const int MostControl = 64 * 1024;

    public static byte[] Control(ushort type, ReadOnlySpan<byte> payload)
    {
        var frame = new byte[HeadSize + payload.Length];
        frame[0] = 0x80;
        frame[1] = 3;
        frame[3] = (byte)type;
        Length(frame, payload.Length);
        payload.CopyTo(frame.AsSpan(HeadSize));
        return frame;
    }

    public static byte[] Data(int stream, ReadOnlySpan<byte> bytes, bool isLast)
    {
        var frame = new byte[HeadSize + bytes.Length];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(frame, stream);
        frame[4] = isLast ? Fin : (byte)0;
        Length(frame, bytes.Length);
        bytes.CopyTo(frame.AsSpan(HeadSize));
        return frame;
    }

    private static void Length(Span<byte> frame, int length)
    {
        frame[5] = (byte)(length >> 16);
        frame[6] = (byte)(length >> 8);
        frame[7] = (byte)length;
    }
}
